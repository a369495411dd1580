export { Page } from '../../features/settings/page.tsx';
