// A generated sample image and sound.

import { text } from './language.js';

const RATE = 8000;
const SECONDS = 1.5;
const NOTES_HZ = [440, 554, 659];

export function dataUri(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.replace(/^data:([^;,]*)[^,]*,/, 'data:$1;base64,'));
    reader.onerror = () => reject(new Error(text('file-unreadable')));
    reader.readAsDataURL(file);
  });
}

/** Hills under an evening sky. */
export function samplePicture() {
  const canvas = Object.assign(document.createElement('canvas'), { width: 480, height: 320 });
  const pen = canvas.getContext('2d');
  const sky = pen.createLinearGradient(0, 0, 0, 320);
  sky.addColorStop(0, '#3d4db3');
  sky.addColorStop(0.6, '#c98bb0');
  sky.addColorStop(1, '#f6c99a');
  pen.fillStyle = sky;
  pen.fillRect(0, 0, 480, 320);
  pen.fillStyle = '#fff3d6';
  pen.beginPath();
  pen.arc(340, 170, 34, 0, 2 * Math.PI);
  pen.fill();
  [['#5a4b86', 210, 46], ['#38346a', 250, 34], ['#20234a', 285, 20]].forEach(([color, height, wave], hill) => {
    pen.fillStyle = color;
    pen.beginPath();
    pen.moveTo(0, 320);
    for (let x = 0; x <= 480; x += 8) {
      pen.lineTo(x, height + wave * Math.sin(x / 70 + hill * 2));
    }
    pen.lineTo(480, 320);
    pen.fill();
  });
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(new File([blob], 'sample.jpg', { type: 'image/jpeg' })), 'image/jpeg', 0.85));
}

function waves() {
  const samples = new Int16Array(RATE * SECONDS);
  return samples.map((_, i) => {
    const note = Math.min(Math.floor((i * NOTES_HZ.length) / samples.length), NOTES_HZ.length - 1);
    const fade = 1 - ((i * NOTES_HZ.length) % samples.length) / samples.length;
    return 9000 * fade * Math.sin((2 * Math.PI * NOTES_HZ[note] * i) / RATE);
  });
}

/** Three rising notes, as a WAV file. */
export function sampleSound() {
  const samples = waves();
  const head = new DataView(new ArrayBuffer(44));
  const write = (at, letters) => [...letters].forEach((letter, i) => head.setUint8(at + i, letter.charCodeAt(0)));
  write(0, 'RIFF');
  head.setUint32(4, 36 + samples.byteLength, true);
  write(8, 'WAVEfmt ');
  head.setUint32(16, 16, true);
  head.setUint16(20, 1, true);
  head.setUint16(22, 1, true);
  head.setUint32(24, RATE, true);
  head.setUint32(28, RATE * 2, true);
  head.setUint16(32, 2, true);
  head.setUint16(34, 16, true);
  write(36, 'data');
  head.setUint32(40, samples.byteLength, true);
  return new File([head, samples], 'sample.wav', { type: 'audio/wav' });
}
