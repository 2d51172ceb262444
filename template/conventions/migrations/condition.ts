import type { A_Const, A_Expr, Node, SubLink } from 'libpg-query';
import { constantText, stringOf, walk } from './nodes.ts';
import type { Condition } from './state.ts';

type Value = string | number | boolean | null;

function valueOf({ boolval, ival, fval, sval, isnull = false }: A_Const): Value {
  if (isnull) return null;
  if (boolval !== undefined) return boolval.boolval ?? false;
  if (ival !== undefined) return ival.ival ?? 0;
  return fval === undefined ? (sval?.sval ?? '') : Number(fval.fval);
}

// The one expression of a `(select …)` that reads no table.
function plainSelect({ subLinkType, subselect }: SubLink): Node | null {
  if (subLinkType !== 'EXPR_SUBLINK' || subselect === undefined || !('SelectStmt' in subselect)) return null;
  const { fromClause, whereClause, targetList = [] } = subselect.SelectStmt;
  const [target] = targetList;
  if (fromClause !== undefined || whereClause !== undefined || target === undefined) return null;
  return 'ResTarget' in target ? (target.ResTarget.val ?? null) : null;
}

// `(select x)` and `x::type` are x.
function bare(node: Node): Node {
  const inner = 'SubLink' in node ? plainSelect(node.SubLink) : 'TypeCast' in node ? (node.TypeCast.arg ?? null) : null;
  return inner === null ? node : bare(inner);
}

const places = new Set(['location', 'list_start', 'list_end', 'rexpr_list_start', 'rexpr_list_end']);

function sameParts(left: unknown, right: unknown): boolean {
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return left === right;
  const entries = Object.entries(left).filter(([key]) => !places.has(key));
  const others = new Map(Object.entries(right).filter(([key]) => !places.has(key)));
  return entries.length === others.size && entries.every(([key, value]) => sameParts(value, others.get(key)));
}

const same = (left: Node, right: Node): boolean => sameParts(bare(left), bare(right));

// What depends neither on the row nor on the one who asks.
function isConstant(node: Node): boolean {
  let constant = true;
  walk(node, (part) => {
    if (['ColumnRef', 'FuncCall', 'SQLValueFunction', 'RangeVar', 'ParamRef'].some((kind) => kind in part))
      constant = false;
  });
  return constant;
}

// auth.uid(), auth.jwt() and auth.role() are there as soon as there is a token.
function isIdentity(node: Node): boolean {
  const inner = bare(node);
  if (!('FuncCall' in inner)) return false;
  const names = (inner.FuncCall.funcname ?? []).map(stringOf).join('.');
  return ['auth.uid', 'auth.jwt', 'auth.role', 'auth.email'].includes(names);
}

// `auth.role() = 'authenticated'`: says who may ask, which is what the roles of the policy say already.
function isRoleTest(left: Node, right: Node): boolean {
  const constant = bare(right);
  if (!('A_Const' in constant) || !['authenticated', 'anon'].includes(String(valueOf(constant.A_Const)))) return false;
  const asks = bare(left);
  if ('SQLValueFunction' in asks) return /USER|ROLE/.test(asks.SQLValueFunction.op ?? '');
  if (!('A_Expr' in asks)) return isIdentity(asks);
  const { lexpr, rexpr } = asks.A_Expr;
  return lexpr !== undefined && isIdentity(lexpr) && rexpr !== undefined && constantText(rexpr) === 'role';
}

function ofComparison({ kind, name, lexpr, rexpr }: A_Expr, whole: Node): Condition {
  const operator = stringOf(name?.[0]);
  const pair = lexpr !== undefined && rexpr !== undefined ? { left: lexpr, right: rexpr } : null;
  if (pair !== null && (operator === '=' || kind === 'AEXPR_NOT_DISTINCT')) {
    const values = [pair.left, pair.right]
      .map(bare)
      .flatMap((node) => ('A_Const' in node ? [valueOf(node.A_Const)] : []));
    if (values.length === 2) return String(values[0]) === String(values[1]) && values[0] !== null ? 'always' : 'never';
    if (same(pair.left, pair.right) || isRoleTest(pair.left, pair.right) || isRoleTest(pair.right, pair.left))
      return 'always';
  }
  if (!isConstant(whole)) return 'depends';
  if (pair !== null && same(pair.left, pair.right) && ['<>', '<', '>'].includes(operator)) return 'never';
  // What compares constants in any other way is written to look like a condition.
  return 'always';
}

function ofAll(parts: readonly Condition[], all: 'always' | 'never'): Condition {
  const one = all === 'always' ? 'never' : 'always';
  if (parts.includes(one)) return one;
  return parts.every((part) => part === all) ? all : 'depends';
}

const opposite = (condition: Condition): Condition =>
  condition === 'always' ? 'never' : condition === 'never' ? 'always' : condition;

const isNull = (node: Node): boolean => 'A_Const' in node && valueOf(node.A_Const) === null;

// `x is null or x is not null`
function isEither(args: readonly Node[]): boolean {
  const tests = args.flatMap((node) => ('NullTest' in node ? [node.NullTest] : []));
  return tests.some(({ arg, nulltesttype }) =>
    tests.some((other) => nulltesttype !== other.nulltesttype && arg && other.arg && same(arg, other.arg)),
  );
}

function ofKnown(node: Node): Condition {
  if ('A_Const' in node) {
    const value = valueOf(node.A_Const);
    return value === null || [false, 0, 'f', 'false', 'n', 'no', 'off', '0'].includes(value) ? 'never' : 'always';
  }
  if ('BoolExpr' in node) {
    const { boolop, args = [] } = node.BoolExpr;
    const parts = args.map(conditionOf);
    if (boolop === 'NOT_EXPR') return opposite(parts[0] ?? 'depends');
    if (boolop === 'OR_EXPR' && isEither(args)) return 'always';
    return ofAll(parts, boolop === 'AND_EXPR' ? 'always' : 'never');
  }
  if ('BooleanTest' in node) {
    const part = conditionOf(node.BooleanTest.arg);
    if (['IS_TRUE', 'IS_NOT_FALSE'].includes(node.BooleanTest.booltesttype ?? '')) return part;
    return ['IS_FALSE', 'IS_NOT_TRUE'].includes(node.BooleanTest.booltesttype ?? '') ? opposite(part) : 'depends';
  }
  if ('NullTest' in node && node.NullTest.arg !== undefined && isIdentity(node.NullTest.arg)) {
    return node.NullTest.nulltesttype === 'IS_NOT_NULL' ? 'always' : 'depends';
  }
  if ('A_Expr' in node) return ofComparison(node.A_Expr, node);
  if ('CoalesceExpr' in node) return conditionOf(node.CoalesceExpr.args?.find((arg) => !isNull(arg)));
  return isConstant(node) ? 'always' : 'depends';
}

/**
 * Whether a policy's condition holds for every row and every caller with a token (`always`), for none (`never`), or
 * cannot be told (`depends`). Null where there is no condition. `1 = 1`, `id = id`, `auth.uid() is not null` and
 * `auth.role() = 'authenticated'` are `always`: they say nothing about the row.
 */
export function conditionOf(node: Node | undefined): Condition {
  return node === undefined ? null : ofKnown(bare(node));
}
