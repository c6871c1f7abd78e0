/**
 * Queries that come again are executed as compiled functions, with the same answers as the ordinary executor
 * gives. What the compiler does differently is left to the ordinary executor.
 */
import {
  execute,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  Kind,
  OperationTypeNode,
  visit,
  BREAK,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import { mostCompiledSelections, sizeOf } from './compiled-size.ts';

type Answer = ExecutionResult | Promise<ExecutionResult>;
type Execute = (args: ExecutionArgs) => Answer;
type Run = (root: unknown, context: unknown, variables: ExecutionArgs['variableValues']) => Answer;

/** Compiling costs as much as a few dozen executions: not worth it for what comes once or twice. */
const usesBeforeCompiling = 2;

/** Of all that is kept; each takes some 300 bytes. */
const mostSelectionsKept = 30_000;

interface Compiled {
  readonly run: Run;
  /** In selections. */
  readonly size: number;
  readonly forget: () => void;
}

interface Usage {
  uses: number;
  /** `null` where it is not to be compiled. */
  compiled: Compiled | null | undefined;
}

export function compiledExecution(maxCoercionErrors: number): Execute {
  // Keyed by operation, never by names that callers make up: entries go with their documents, which whoever parses
  // them keeps and forgets.
  const usages = new WeakMap<OperationDefinitionNode, Usage>();
  const kept = new LRUCache<Compiled, true>({
    maxSize: mostSelectionsKept,
    sizeCalculation: (_, { size }) => size,
    dispose: (_, { forget }) => {
      forget();
    },
  });
  const plainly: Execute = (args) => execute({ ...args, options: { maxCoercionErrors } });

  return (args) => {
    const { schema, document, operationName, rootValue, contextValue } = args;
    const operation = getOperationAST(document, operationName);
    // The ordinary executor says what is wrong with the name.
    if (operation == null) return plainly(args);
    const usage = usages.get(operation) ?? newUsage();
    usages.set(operation, usage);
    usage.uses += 1;
    if (usage.uses <= usesBeforeCompiling) return plainly(args);
    const { compiled = compile(schema, document, operation, usage) } = usage;
    usage.compiled = compiled;
    if (compiled === null) return plainly(args);
    kept.set(compiled, true);
    if (!areFit(args, operation)) return plainly(args);
    const result = compiled.run(rootValue, contextValue, args.variableValues);
    // It refuses some variables that are fine, before anything is asked.
    if (!(result instanceof Promise) && result.data === undefined) return plainly(args);
    return result instanceof Promise ? result.then(withRealErrors) : withRealErrors(result);
  };
}

function compile(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  usage: Usage,
): Compiled | null {
  // Changes run one after another, and are not where the time goes.
  if (operation.operation !== OperationTypeNode.QUERY || !isAlike(document)) return null;
  const size = sizeOf(document, operation);
  if (size > mostCompiledSelections) return null;
  const query = compileQuery(schema, document, operation.name?.value, {
    disablingCapturingStackErrors: true,
    // Values were checked when they were decoded. To check each once more would cost more than the row:
    // the compiler makes its place and its path for the error that does not come.
    disableLeafSerialization: true,
  });
  if (!isCompiledQuery(query)) return null;
  // It has to be used often again before it is compiled again.
  const forget = () => void Object.assign(usage, newUsage());
  return { run: query.query, size, forget };
}

function newUsage(): Usage {
  return { uses: 0, compiled: undefined };
}

/** Whether the compiler executes the document exactly as the ordinary executor does. */
function isAlike(document: DocumentNode): boolean {
  let isAlike = true;
  const refuse = () => {
    isAlike = false;
    return BREAK;
  };
  visit(document, {
    [Kind.FIELD]: ({ name, alias }) => {
      // Introspection is rare, and `__proto__` is no key of an ordinary object.
      if (/^__(?!typename$)/.test(name.value) || alias?.value === '__proto__') return refuse();
      return undefined;
    },
    // A compiled selection lists all its fields, so that skipped ones would be planned for.
    [Kind.DIRECTIVE]: refuse,
  });
  return isAlike;
}

/** Where they are not, the ordinary executor says what is wrong. */
function areFit(
  { schema, variableValues }: ExecutionArgs,
  { variableDefinitions = [] }: OperationDefinitionNode,
): boolean {
  if (variableDefinitions.length === 0) return true;
  return getVariableValues(schema, variableDefinitions, variableValues ?? {}).errors === undefined;
}

function withRealErrors(result: ExecutionResult): ExecutionResult {
  return result.errors === undefined ? result : { ...result, errors: result.errors.map(realError) };
}

/** The compiler's errors only look like those of the ordinary executor. */
function realError({ message, path, locations, originalError }: GraphQLError): GraphQLError {
  const error = new GraphQLError(message, {
    path: path ?? null,
    originalError: originalError ?? new Error(message),
  });
  return Object.assign(error, { locations });
}
