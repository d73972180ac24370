import { hostColours } from './colour.js';

const INK = '#12282c';
const {
  deep: DEEP,
  mid: MID,
  pale: PALE,
} = hostColours() ?? { deep: '#0b4650', mid: '#0f6b73', pale: '#e6f2f2' };

/** Gives the page the colours that the host page wishes; every pair has at least 4.5 to 1 (WCAG 2.2, 1.4.3). */
export function colourPage() {
  const { style } = document.documentElement;
  for (const [name, value] of Object.entries({ deep: DEEP, mid: MID, pale: PALE }))
    style.setProperty(`--${name}`, value);
}

/** Web Chat's style options, in the same colours. */
export const LOOK = {
  accent: MID,
  backgroundColor: '#fff',
  botAvatarInitials: undefined,
  userAvatarInitials: undefined,
  bubbleBackground: PALE,
  bubbleBorderColor: PALE,
  bubbleBorderRadius: 12,
  bubbleTextColor: INK,
  bubbleFromUserBackground: DEEP,
  bubbleFromUserBorderColor: DEEP,
  bubbleFromUserBorderRadius: 12,
  bubbleFromUserTextColor: '#fff',
  bubbleMaxWidth: 560,
  bubbleMinWidth: 0,
  groupTimestamp: 300_000,
  hideUploadButton: true,
  hideToaster: true,
  markdownRespectCRLF: true,
  messageActivityWordBreak: 'break-word',
  paddingRegular: 10,
  primaryFont: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", sans-serif',
  sendBoxBackground: '#fff',
  sendBoxBorderTop: '2px solid #7d9a9d',
  sendBoxButtonColor: MID,
  sendBoxButtonColorOnFocus: MID,
  sendBoxButtonColorOnHover: DEEP,
  sendBoxButtonColorOnDisabled: '#566b6e',
  sendBoxHeight: 52,
  sendBoxMaxHeight: 160,
  sendBoxPlaceholderColor: '#566b6e',
  sendBoxTextColor: INK,
  sendBoxTextWrap: true,
  subtle: '#566b6e',
  suggestedActionLayout: 'flow',
  suggestedActionBackgroundColor: '#fff',
  suggestedActionBackgroundColorOnHover: PALE,
  suggestedActionBackgroundColorOnActive: PALE,
  suggestedActionBackgroundColorOnFocus: '#fff',
  suggestedActionBorderColor: MID,
  suggestedActionBorderRadius: 10,
  suggestedActionBorderWidth: 2,
  suggestedActionTextColor: DEEP,
  suggestedActionTextColorOnHover: DEEP,
  suggestedActionTextColorOnActive: DEEP,
  suggestedActionTextColorOnFocus: DEEP,
  suggestedActionHeight: 44,
  suggestedActionKeyboardFocusIndicatorBorderColor: DEEP,
  suggestedActionKeyboardFocusIndicatorBorderStyle: 'solid',
  suggestedActionKeyboardFocusIndicatorBorderWidth: 2,
  sendBoxButtonKeyboardFocusIndicatorBorderColor: DEEP,
  sendBoxButtonKeyboardFocusIndicatorBorderStyle: 'solid',
  sendBoxButtonKeyboardFocusIndicatorBorderWidth: 2,
  transcriptVisualKeyboardIndicatorColor: DEEP,
  transcriptActivityVisualKeyboardIndicatorColor: DEEP,
  transcriptActivityVisualKeyboardIndicatorStyle: 'solid',
  suggestedActionsVisualKeyboardIndicatorColor: DEEP,
};
