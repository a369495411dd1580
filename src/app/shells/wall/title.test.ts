import { describe, expect, it } from 'vitest';
import { breadthOf, cutMiddle, linesNeeded, setTitle, type SetTitle, type Title } from './title.ts';

const landscape = { lines: [136], height: 12, most: 11, least: 6 };
const portrait = { lines: [37.6, 28.4], height: 14, most: 6.3, least: 3.4 };
const plain = (before: string): Title => ({ before, name: '', after: '' });
const text = ({ lines }: SetTitle): string[] => lines.map((line) => line.map((piece) => piece.text).join(''));

describe('a title', () => {
  it('is as large as it may be while it is short', () => {
    expect(setTitle(plain('All 214 apps as wanted'), landscape)).toMatchObject({ size: 11 });
    expect(setTitle(plain('No word from Signalbox, since long'), landscape).size).toBeCloseTo(7.1);
  });

  it('counts an ideograph for two letters', () => {
    expect(breadthOf('abc')).toBe(3);
    expect(breadthOf('检查失败')).toBeCloseTo(7.6);
    const chinese = setTitle({ before: '', name: '支付网关', after: ' 检查失败' }, landscape);
    expect(chinese.size).toBe(11);
    expect(setTitle(plain('全部二百一十四个应用都符合预期'), landscape).size).toBeLessThan(10);
  });

  it('cuts a long name in the middle and never the word that is said of it', () => {
    const name = 'recommendations-of-the-day-for-customers-in-the-north-west-v2';
    const [line = ''] = text(setTitle({ before: '', name, after: ' unreachable' }, landscape));
    expect(line).toMatch(/^recommend.*….*west-v2 unreachable$/);
    const [chinese = ''] = text(setTitle({ before: '', name: '推荐服务'.repeat(9), after: ' 延迟重启' }, landscape));
    expect(chinese).toMatch(/^推荐.*….*服务 延迟重启$/);
  });

  it('takes two lines in portrait, the second one shorter for the clock beside it', () => {
    const set = setTitle(plain('All 214 apps as wanted'), portrait);
    expect(text(set)).toEqual(['All 214 apps ', 'as wanted']);
    expect(set.size).toBeGreaterThan(5);
  });

  it('takes one line where two would not make it much larger, or the height is not there', () => {
    expect(text(setTitle(plain('6 in trouble'), portrait))).toEqual(['6 in trouble']);
    const low = setTitle(plain('All 214 apps as wanted'), { ...portrait, height: 9 });
    expect(low.lines.length * low.size * 1.08).toBeLessThanOrEqual(9);
  });

  it('breaks before or after a name, and between ideographs, not within a name', () => {
    const named = setTitle({ before: '', name: 'payment-gateway', after: ' failing' }, portrait);
    expect(text(named).map((line) => line.trim())).toEqual(['payment-gateway', 'failing']);
    const before = setTitle({ before: 'Nobody drains ', name: 'ledger.post', after: '' }, portrait);
    expect(text(before).map((line) => line.trim())).toEqual(['Nobody drains', 'ledger.post']);
    const chinese = setTitle(plain('全部 214 个应用符合预期'), portrait);
    expect(chinese.lines.length).toBe(2);
  });

  it('cuts by whole characters, to the asked room', () => {
    expect(cutMiddle('short', 5)).toBe('short');
    expect(cutMiddle('abcdefghij', 7)).toBe('abc…hij');
    expect(breadthOf(cutMiddle('推荐服务推荐服务', 8))).toBeLessThanOrEqual(8);
    expect(cutMiddle('𠀀𠀁𠀂𠀃', 5)).toBe('𠀀…𠀃');
  });
});

describe('how many lines a text needs', () => {
  const needed = (text: string) => linesNeeded(text, { width: 28, size: 2.4, most: 3 });

  it('follows its words, and ideographs break anywhere', () => {
    expect(needed('57 of 62 as wanted')).toBe(1);
    expect(needed('6 more sender would drain it in 4 min')).toBe(2);
    expect(needed('3 more thumbs…orker would drain it in 12 min')).toBe(3);
    expect(needed('再加 6 个 sender 可在 4 分钟内清空')).toBe(2);
  });

  it('is the most there is where it does not fit', () => {
    expect(needed('x'.repeat(40))).toBe(3);
    expect(needed('word '.repeat(40))).toBe(3);
  });
});
