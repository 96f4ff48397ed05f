import type { Help } from './types';

export const ENGLISH: Help = {
  agents: [
    {
      title: 'The inbox',
      figure: 'queue',
      paragraphs: [
        'The inbox lists the chats that need you first. The time at each chat says how long the customer has waited; it changes its colour when it is late.',
        'Choose a view beside the list, or above it on a small screen. The views of the desk show how many chats they have.',
      ],
    },
    {
      title: 'Taking over',
      figure: 'acts',
      paragraphs: [
        'Choose “Assign to me” before you reply. The bot is silent then, and other agents see that the chat is yours. If two agents take it at once, one gets it.',
        'When you are done, resolve the chat. The bot answers again, and the chat comes back if the customer writes.',
        'Snooze a chat to see it again later. Transfer it if another agent or team knows better.',
      ],
    },
    {
      title: 'Your texts are kept',
      figure: 'ticks',
      paragraphs: [
        'What you write is kept for each chat on this device, also when you reload the page or your session ends. The list marks chats with a draft.',
        'A message that could not be sent stays in the chat with the reason. Retry it, or put it back into the message field.',
        'One tick: sent. Two ticks: delivered. Blue ticks: read.',
      ],
    },
    {
      title: 'When the line breaks',
      paragraphs: [
        'The page shows at the top when it is not connected. You can go on reading and writing. It reconnects by itself and sends what has waited for up to 10 minutes. It asks you about older messages.',
      ],
    },
    {
      title: 'Notes',
      figure: 'note',
      paragraphs: ['Notes are for your colleagues. Customers never see them. Write @ and a name to mention a colleague.'],
    },
    {
      title: 'Keys',
      paragraphs: ['In the inbox press ? to see all of them.'],
      keys: [
        ['n', 'the next waiting chat'],
        ['j, k', 'the next and the previous chat'],
        ['/', 'search; in the message field: saved replies'],
        ['Enter', 'send; Shift and Enter begin a new line'],
        ['Ctrl+Enter', 'send and resolve; with Shift also open the next waiting chat'],
        ['Esc', 'close a dialog or a menu'],
      ],
    },
    {
      title: 'Your account',
      paragraphs: [
        'Open the menu with your initials to change the language or to sign out.',
        'Choose “Available” there to get new chats of teams that assign chats automatically, while a page of the desk is open.',
        'If you forgot your password, ask an admin for a code and choose “Forgot your password?” on the sign-in page.',
      ],
    },
  ],
  leads: [
    {
      title: 'Deliveries',
      figure: 'deliveries',
      paragraphs: [
        'Failed messages did not reach the customer. Resend one, edit it first, or mark it as handled if you answered in another way. It then leaves the list; a resent one that fails again comes back.',
        'A message is “Unknown” if WhatsApp gave no answer. It may have arrived. Check on the phone before you discard it or write again.',
        'After an outage choose “Resend all failed”. The page counts first, and sends only after you confirm.',
      ],
    },
    {
      title: 'Users',
      paragraphs: [
        'Invite a colleague and send them the link. It works once, until it expires. Withdraw an invitation that is no longer needed.',
        'Disabling a user signs them out at once. Deleting a user erases their data; their messages stay under the username.',
        'For a forgotten password create a reset code and give it to the user. For a lost phone turn their authenticator off.',
      ],
    },
    {
      title: 'Audit',
      paragraphs: ['The audit has sign-ins, changes and actions, with the user, the time and the address. Filter it by user, action and date.'],
    },
    {
      title: 'Numbers',
      paragraphs: ['If one of your WhatsApp numbers is not connected or paused, Deliveries says so at the top. Messages wait until it is back.'],
    },
  ],
};
