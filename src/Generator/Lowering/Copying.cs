using System.Collections.Immutable;

namespace LossGen.Generator.Lowering;

/// <summary>The parts of expressions and statements of the loop IR, and the same with others.</summary>
internal static class Copying
{
    /// <summary>The expression, or what replaces it or a part of it: the whole is asked before its parts.</summary>
    public static Expression With(this Expression expression, Func<Expression, Expression?> replace)
    {
        return replace(expression) ?? expression switch
        {
            Infix infix => infix with { Left = Of(infix.Left), Right = Of(infix.Right) },
            Prefix prefix => prefix with { Operand = Of(prefix.Operand) },
            LaneCall call => call with { Arguments = call.Arguments.With(replace) },
            Conditional conditional => conditional with { Condition = Of(conditional.Condition), WhenTrue = Of(conditional.WhenTrue), WhenFalse = Of(conditional.WhenFalse) },
            LoadLane load => load with { Address = Of(load.Address) },
            LoadBroadcast load => load with { Address = Of(load.Address) },
            Gather gather => gather with { Address = Of(gather.Address), Index = Of(gather.Index), Stride = Of(gather.Stride), Step = Of(gather.Step) },
            LoadLabel load => load with { Address = Of(load.Address) },
            LoadLabels load => load with { Address = Of(load.Address) },
            GatherLabels gather => gather with
            {
                Address = Of(gather.Address), Index = Of(gather.Index), Length = Of(gather.Length), Stride = Of(gather.Stride), Step = Of(gather.Step),
            },
            ListLength length => length with { Address = Of(length.Address), Extent = Of(length.Extent), Stride = Of(length.Stride) },
            ListLengths length => length with { Address = Of(length.Address), Extent = Of(length.Extent), Stride = Of(length.Stride) },
            Indices indices => indices with { Index = Of(indices.Index) },
            FromInteger convert => convert with { Operand = Of(convert.Operand) },
            ToInteger convert => convert with { Operand = Of(convert.Operand), Extent = Of(convert.Extent) },
            ToMask convert => convert with { Operand = Of(convert.Operand) },
            FromDouble convert => convert with { Operand = Of(convert.Operand) },
            _ => expression,
        };

        Expression Of(Expression part) => part.With(replace);
    }

    private static ImmutableArray<Expression> With(this ImmutableArray<Expression> expressions, Func<Expression, Expression?> replace)
    {
        var copies = ImmutableArray.CreateBuilder<Expression>(expressions.Length);
        foreach (var expression in expressions)
            copies.Add(expression.With(replace));
        return copies.MoveToImmutable();
    }

    /// <summary>Whether the expression or one of its parts is meant: the whole is asked before its parts.</summary>
    public static bool Has(this Expression expression, Func<Expression, bool> isMeant)
    {
        return isMeant(expression) || expression switch
        {
            Infix infix => Of(infix.Left) || Of(infix.Right),
            Prefix prefix => Of(prefix.Operand),
            LaneCall call => call.Arguments.Have(isMeant),
            Conditional conditional => Of(conditional.Condition) || Of(conditional.WhenTrue) || Of(conditional.WhenFalse),
            LoadLane load => Of(load.Address),
            LoadBroadcast load => Of(load.Address),
            Gather gather => Of(gather.Address) || Of(gather.Index) || Of(gather.Stride) || Of(gather.Step),
            LoadLabel load => Of(load.Address),
            LoadLabels load => Of(load.Address),
            GatherLabels gather => Of(gather.Address) || Of(gather.Index) || Of(gather.Length) || Of(gather.Stride) || Of(gather.Step),
            ListLength length => Of(length.Address) || Of(length.Extent) || Of(length.Stride),
            ListLengths length => Of(length.Address) || Of(length.Extent) || Of(length.Stride),
            Indices indices => Of(indices.Index),
            FromInteger convert => Of(convert.Operand),
            ToInteger convert => Of(convert.Operand) || Of(convert.Extent),
            ToMask convert => Of(convert.Operand),
            FromDouble convert => Of(convert.Operand),
            _ => false,
        };

        bool Of(Expression part) => part.Has(isMeant);
    }

    private static bool Have(this ImmutableArray<Expression> expressions, Func<Expression, bool> isMeant)
    {
        foreach (var expression in expressions)
            if (expression.Has(isMeant))
                return true;
        return false;
    }

    /// <summary>Looks at an expression and all its parts.</summary>
    public static void ForEachPart(this Expression expression, Action<Expression> look) => expression.Has(part =>
    {
        look(part);
        return false;
    });

    /// <summary>Whether the expression has a variable of some kind among its parts.</summary>
    public static bool Uses(this Expression expression, Func<Variable, bool> isMeant) =>
        expression.Has(part => part is Use use && isMeant(use.Variable));

    /// <summary>A statement with other expressions, and for other variables.</summary>
    public static Statement With(this Statement statement, Func<Expression, Expression> of, Func<Variable, Variable> rename) => statement switch
    {
        Let let => new Let(rename(let.Variable), of(let.Value)),
        LetFamily family => new LetFamily(
            rename(family.First), family.Others.Select(other => other is null ? null : rename(other)).ToImmutableArray(), family.Member, of(family.Argument)),
        Declare declare => new Declare(rename(declare.Variable), declare.Start is null ? null : of(declare.Start)),
        Assign assign => new Assign(rename(assign.Variable), of(assign.Value)),
        Accumulate accumulate => accumulate with
        {
            Variable = rename(accumulate.Variable), Where = accumulate.Where is null ? null : of(accumulate.Where), Value = of(accumulate.Value),
        },
        Store store => store with { Address = of(store.Address), Value = of(store.Value) },
        AddTo add => add with { Address = of(add.Address), Value = of(add.Value) },
        If @if => new If(of(@if.Condition), @if.Then.With(of, rename), @if.Else?.With(of, rename)),
        Comment or Skip => statement,
        _ => throw new InvalidOperationException($"There is no copy of {statement.GetType().Name}."),
    };

    public static Block With(this Block block, Func<Expression, Expression> of, Func<Variable, Variable> rename)
    {
        var copy = new Block();
        copy.Statements.AddRange(block.Statements.Select(statement => statement.With(of, rename)));
        return copy;
    }

    /// <summary>The variables that a statement declares, and those inside it.</summary>
    public static IEnumerable<Variable> Declared(this Statement statement) => statement switch
    {
        Let let => [let.Variable],
        LetFamily family => [family.First, .. family.Others.OfType<Variable>()],
        Declare declare => [declare.Variable],
        If @if => @if.Then.Statements.Concat(@if.Else?.Statements ?? []).SelectMany(Declared),
        Loop loop => [loop.Index, .. loop.Sums.Select(static sum => sum.Lane), .. loop.Body.Statements.SelectMany(Declared)],
        _ => [],
    };
}
