using System.Collections.Immutable;
using LossGen.Generator.Binding;

namespace LossGen.Generator.Lowering;

/// <summary>
/// Makes the body of a loop for several of its indices at once: of every statement one for each index, side by side in the
/// inner loops too. What doesn't change with the index is computed once for all of them. Every number is the one that it was:
/// each index has its own variables, and each sum its terms in their order.
/// </summary>
internal sealed class Jam
{
    private readonly Loop _loop;
    private readonly int _count;

    /// <summary>What differs from index to index, with its variable for each of them.</summary>
    private readonly Dictionary<Variable, Variable[]> _copies = [];

    private Jam(Loop loop, int count) => (_loop, _count) = (loop, count);

    public static Several Of(Loop loop, int count) => new(count, new Jam(loop, count).Body());

    private Block Body()
    {
        var body = new Block();
        Copy(_loop.Index);
        for (int k = 1; k < _count; k++)
        {
            Expression step = (_loop.IsLane, k) switch
            {
                (false, _) => new IntegerNumber(k),
                (true, 1) => new LaneWidth(),
                _ => new Infix("*", new IntegerNumber(k), new LaneWidth(), ValueKind.Integer),
            };
            body.Statements.Add(new Let(_copies[_loop.Index][k], new Infix("+", new Use(_loop.Index), step, ValueKind.Integer)));
        }

        AddAll(_loop.Body, body);
        return body;
    }

    private void AddAll(Block from, Block to)
    {
        var common = new Dictionary<Expression, Use>();
        foreach (var statement in from.Statements)
            Add(statement, to, common);
    }

    /// <param name="common">What is computed in the block for all indices, and its variable.</param>
    private void Add(Statement statement, Block to, Dictionary<Expression, Use> common)
    {
        switch (statement)
        {
            case Comment or Skip:
            case Let { Value: var value } when !Differs(value):
            case LetFamily { Argument: var argument } when !Differs(argument):
                to.Statements.Add(statement);
                return;

            case If @if when !Differs(@if.Condition):
                to.Statements.Add(@if with { Then = Several(@if.Then), Else = @if.Else is null ? null : Several(@if.Else) });
                return;

            case Loop loop:
                foreach (var sum in loop.Sums)
                    Copy(sum.Lane);
                to.Statements.Add(loop with
                {
                    Body = Several(WithRowsBefore(loop, to)),
                    Sums = loop.Sums.SelectMany(sum => Enumerable.Range(0, _count).Select(k => new BlockSum(CopyOf(sum.Lane, k), CopyOf(sum.Total, k)))).ToImmutableArray(),
                });
                return;
        }

        foreach (var declared in statement.Declared())
            Copy(declared);
        var source = statement is If ? statement : statement.With(value => Shared(value, to, common), static v => v);
        for (int k = 0; k < _count; k++)
            to.Statements.Add(For(source, k));
    }

    /// <summary>
    /// The body of an inner loop, with where the rows of the indices begin computed before it: of several the JIT multiplies in
    /// each step.
    /// </summary>
    private Block WithRowsBefore(Loop loop, Block to)
    {
        var inside = new HashSet<Variable>(loop.Declared());
        var rows = new Dictionary<Expression, Variable>();
        return loop.Body.With(
            value => value.With(part =>
            {
                if (part is not Infix { Operator: "*", Kind: ValueKind.Integer, Left: Use } product || !Differs(product) || product.Uses(inside.Contains))
                    return null;
                if (!rows.TryGetValue(product, out var row))
                {
                    rows.Add(product, row = new Variable(product.Right is ExtentOf extent ? "row" + extent.Axis.Name : "row", ValueKind.Integer));
                    Add(new Let(row, product), to, []);
                }

                return new Use(row);
            }),
            static v => v);
    }

    private Block Several(Block block)
    {
        var several = new Block();
        AddAll(block, several);
        return several;
    }

    private Statement For(Statement statement, int k) => statement.With(value => For(value, k), variable => CopyOf(variable, k));

    private Expression For(Expression expression, int k) =>
        expression.With(part => part is Use use ? new Use(CopyOf(use.Variable, k)) : null);

    /// <summary>The expression, with its parts that are the same for all indices computed once before it.</summary>
    private Expression Shared(Expression expression, Block to, Dictionary<Expression, Use> common) => expression.With(part =>
    {
        // One side of a choice stays where it is, and what is asked after another question: it may be a load that is to be left out.
        if (part is Conditional choice && Differs(choice))
            return choice with { Condition = Shared(choice.Condition, to, common) };
        if (part is Infix { Operator: "&&" or "||" })
            return part;
        if (part.Kind is not (ValueKind.Lane or ValueKind.Mask) || IsAtHand(part) || Differs(part))
            return null;
        if (!common.TryGetValue(part, out var known))
        {
            common.Add(part, known = new Use(new Variable(Hint(part), part.Kind)));
            to.Statements.Add(new Let(known.Variable, part));
        }

        return known;
    });

    private static bool IsAtHand(Expression expression) =>
        expression is Use or LaneNumber or ParameterOf or Scale or FromInteger { Operand: Use } or FromDouble { Operand: Use } or ToMask { Operand: Use };

    private static string Hint(Expression expression) => expression switch
    {
        LoadLane { Array: var array } => OfArray(array),
        LoadBroadcast { Array: var array, Address: var at } => at.Uses(static v => v.Hint.EndsWith("Label", StringComparison.Ordinal)) ? array.Name + "Label" : OfArray(array),
        Infix { Operator: "+" } => "sum",
        Infix { Operator: "-" } => "difference",
        Infix { Operator: "*" } => "product",
        Infix { Operator: "/" } => "quotient",
        _ => expression.Kind == ValueKind.Mask ? "holds" : "common",
    };

    private static string OfArray(KernelArray array) =>
        array.Role == ArrayRole.Saved ? "part" : array.Name + string.Concat((array.Input?.Axes ?? array.Parameter?.Axes ?? ImmutableArray<BoundAxis>.Empty).Select(static axis => axis.Name));

    private bool Differs(Expression expression) => expression.Uses(_copies.ContainsKey);

    private void Copy(Variable variable)
    {
        if (!_copies.ContainsKey(variable))
            _copies.Add(variable, [variable, .. Enumerable.Range(1, _count - 1).Select(_ => new Variable(variable.Hint, variable.Kind))]);
    }

    private Variable CopyOf(Variable variable, int k) => _copies.TryGetValue(variable, out var copies) ? copies[k] : variable;
}
