export { Page } from '../../features/trail/page.tsx';
