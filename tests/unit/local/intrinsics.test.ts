import { describe, expect, it } from 'vitest';
import { resolve } from '#lib/local/intrinsics.ts';

const lookup = (id: string) =>
  id === 'Table' ? { ref: 'articles', attributes: { Arn: 'arn:table', 'Nested.Name': 'deep' } } : undefined;

describe('a value of the template', () => {
  it.each([
    ['a literal', { a: [1, true, null, 'x'] }, { a: [1, true, null, 'x'] }],
    ['Ref', { Ref: 'Table' }, 'articles'],
    ['a pseudo parameter', { Ref: 'AWS::Region' }, 'us-east-1'],
    ['GetAtt', { 'Fn::GetAtt': ['Table', 'Arn'] }, 'arn:table'],
    ['GetAtt in one text', { 'Fn::GetAtt': 'Table.Nested.Name' }, 'deep'],
    ['Join', { 'Fn::Join': ['-', ['a', { Ref: 'Table' }]] }, 'a-articles'],
    ['Sub', { 'Fn::Sub': `\${Table}/\${Table.Arn}/\${!Literal}` }, `articles/arn:table/\${Literal}`],
    ['Sub with names of its own', { 'Fn::Sub': [`\${X}`, { X: { Ref: 'Table' } }] }, 'articles'],
    ['one within another', { list: [{ Ref: 'Table' }] }, { list: ['articles'] }],
  ])('that is %s is resolved', (_, value, expected) => expect(resolve(value, lookup)).toEqual(expected));

  it.each([
    ['intrinsic function', { 'Fn::ImportValue': 'x' }, 'Fn::ImportValue'],
    ['resource', { Ref: 'Nobody' }, 'Nobody'],
    ['attribute', { 'Fn::GetAtt': ['Table', 'Colour'] }, 'Colour'],
  ])('with an %s that is not known fails by its name', (_, value, name) => {
    expect(() => resolve(value, lookup)).toThrow(name);
  });
});
