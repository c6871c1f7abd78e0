/**
 * Queries that come again are executed as compiled functions, whose answers are those of the ordinary
 * executor. What the compiler does not do exactly alike is left to the ordinary one.
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
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';

type Answer = ExecutionResult | Promise<ExecutionResult>;
type Execute = (args: ExecutionArgs) => Answer;
type Compiled = (
  root: unknown,
  context: unknown,
  variables: ExecutionArgs['variableValues'],
) => Answer;

/** Compiling costs as much as some dozen executions: what comes once or twice is not worth it. */
const usesBeforeCompiling = 2;

interface Usage {
  uses: number;
  /** By the name of the operation; `null` where it cannot be compiled. */
  readonly compiled: Map<string | null, Compiled | null>;
}

export function compiledExecution(maxCoercionErrors: number): Execute {
  // Documents are kept, and forgotten, by whoever parses them.
  const usages = new WeakMap<DocumentNode, Usage>();
  const plainly: Execute = (args) => execute({ ...args, options: { maxCoercionErrors } });

  return (args) => {
    const { schema, document, operationName = null, rootValue, contextValue } = args;
    const usage: Usage = usages.get(document) ?? { uses: 0, compiled: new Map() };
    usages.set(document, usage);
    usage.uses += 1;
    if (usage.uses <= usesBeforeCompiling) return plainly(args);
    let run = usage.compiled.get(operationName);
    if (run === undefined) {
      run = compiled(schema, document, operationName);
      usage.compiled.set(operationName, run);
    }
    if (run === null || !areFit(args)) return plainly(args);
    const result = run(rootValue, contextValue, args.variableValues);
    // It takes some variables amiss, before anything is asked.
    if (!(result instanceof Promise) && result.data === undefined) return plainly(args);
    return result instanceof Promise ? result.then(withRealErrors) : withRealErrors(result);
  };
}

function compiled(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null,
): Compiled | null {
  const operation = getOperationAST(document, operationName);
  // Changes are made one after the other, and are not where the time goes.
  if (operation?.operation !== OperationTypeNode.QUERY || !isAlike(document)) return null;
  const query = compileQuery(schema, document, operationName ?? undefined, {
    disablingCapturingStackErrors: true,
    // Values were checked when they were decoded. To check each once more would cost more than the row:
    // the compiler makes its place and its path for the error that does not come.
    disableLeafSerialization: true,
  });
  return isCompiledQuery(query) ? query.query : null;
}

/** Whether the compiler gives the document the very meaning that the ordinary executor gives it. */
function isAlike(document: DocumentNode): boolean {
  let isAlike = true;
  const refuse = () => {
    isAlike = false;
    return BREAK;
  };
  visit(document, {
    [Kind.FIELD]: ({ name, alias }) => {
      // Of introspection there is little, and `__proto__` is no key of an ordinary object.
      if (/^__(?!typename$)/.test(name.value) || alias?.value === '__proto__') return refuse();
      return undefined;
    },
    // The places of a compiled document are fixed, so that one which is skipped would be planned for.
    [Kind.DIRECTIVE]: refuse,
  });
  return isAlike;
}

/** What is wrong with variables is said by the ordinary executor. */
function areFit({ schema, document, operationName, variableValues }: ExecutionArgs): boolean {
  const { variableDefinitions = [] } = getOperationAST(document, operationName) ?? {};
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
