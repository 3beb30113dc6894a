import * as z from 'zod';

type Patched<Shape extends z.ZodRawShape> = {
  [Name in keyof Shape]: Shape[Name] extends z.ZodOptional<infer Inner> | z.ZodDefault<infer Inner>
    ? z.ZodOptional<z.ZodNullable<Inner>>
    : z.ZodOptional<Shape[Name]>;
};

/**
 * What may be sent to change an object of this shape (RFC 7396): any of its fields, and null where one may go. It says
 * what a patch can look like; what becomes of it is for the schema of the whole to say.
 */
export function patchOf<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Patched<Shape>, z.core.$strict> {
  const fields = Object.entries(shape).map(([name, field]) => [
    name,
    field instanceof z.ZodOptional || field instanceof z.ZodDefault
      ? z.nullable(field.unwrap()).optional()
      : z.optional(field),
  ]);
  return z.strictObject(Object.fromEntries(fields) as Patched<Shape>);
}
