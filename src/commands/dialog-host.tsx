import { usePlace } from '../client/place.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { readDialog } from './dialog-address.ts';
import { ForceDialog } from './force-dialog.tsx';
import { KeysDialog } from './keys-dialog.tsx';

/** Draws the dialog the address names; closing takes it out of the address. */
export function DialogHost() {
  const place = usePlace();
  const address = place.search['dialog'];
  const subject = readDialog(address);
  const close = () => place.set({ dialog: undefined });
  switch (subject?.kind) {
    case undefined:
      return null;
    case 'intent':
      return <ConfirmDialog key={address} intent={subject.intent} onClose={close} />;
    case 'force':
      return <ForceDialog key={address} actId={subject.actId} onClose={close} />;
    case 'keys':
      return <KeysDialog onClose={close} />;
  }
}
