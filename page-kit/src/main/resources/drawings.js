// The icons of both pages, as SVG paths in a 24 × 24 square.

import { drawing } from './dom.js';

const PATHS = {
  attach: 'M12 5v14M5 12h14',
  send: 'M5 12h13M12 5l7 7-7 7',
  close: 'M6 6l12 12M18 6L6 18',
  back: 'M15 5l-7 7 7 7',
  more: ['M5 12h.01', 'M12 12h.01', 'M19 12h.01'],
  raw: ['M8 5c-3 0-1 5-4 7 3 2 1 7 4 7', 'M16 5c3 0 1 5 4 7-3 2-1 7-4 7'],
  notes: ['M5 4h14v11l-5 5H5z', 'M19 15h-5v5', 'M8.5 8.500h7M8.500 12h4'],
  faults: 'M13 3L5 14h6l-1 7 9-12h-6z',
  picture: ['M4 5h16v14H4z', 'M4 16l4.5-5 4 4.5 3-3 4.500 3.500', 'M15.500 9h.01'],
  file: 'M7 3h7l5 5v13H7zM14 3v5h5',
  location: ['M12 21c4-4.500 6.500-7.600 6.500-11a6.500 6.500 0 0 0-13 0c0 3.400 2.500 6.500 6.500 11z', 'M12 10h.01'],
  person: ['M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z', 'M4.500 20c1-3.500 4-5 7.500-5s6.500 1.500 7.500 5'],
  voice: ['M12 4a3 3 0 0 1 3 3v4a3 3 0 0 1-6 0V7a3 3 0 0 1 3-3z', 'M6 11a6 6 0 0 0 12 0M12 17v3'],
  pending: ['M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z', 'M12 8v4l3 2'],
  sent: 'M6 13l4 4 8-10',
  both: ['M1.500 12.500l4.500 4.500 8.500-10', 'M11.500 15.500l1.500 1.500 9-10'],
  failed: ['M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z', 'M12 8v5', 'M12 16h.01'],
};

export function draw(name, className) {
  return drawing(PATHS[name], className);
}
