using System.Collections.Immutable;
using System.Globalization;
using LossGen.Generator.Algebra;
using LossGen.Generator.Binding;

namespace LossGen.Generator.Lowering;

/// <summary>What a temporary holds, in a word; emission numbers those that ask for the same one.</summary>
internal sealed partial class KernelBuilder
{
    private string Hint(Term term) => term switch
    {
        LoadTerm { Input.Ordinal: < 0 } load => "part" + SubscriptHint(load.Subscripts),
        LoadTerm load => load.Input.Name + SubscriptHint(load.Subscripts),
        ParameterElementTerm element => element.Parameter.Name + SubscriptHint(element.Subscripts),
        ParameterTerm parameter => parameter.Parameter.Name,
        UpstreamTerm => "g",
        LabelTerm label => label.Input.Name + "Label",
        ListLabelTerm label => label.Input.Name + "Label",
        IndexTerm index => IndexName(index.Binder.Axis) + "Indices",
        ExtentTerm { Axis.List: not null } extent => IndexName(extent.Axis) + "Length",
        ExtentTerm extent => IndexName(extent.Axis) + "Extent",
        ConversionTerm { Operand: LabelTerm or ListLabelTerm } conversion => Hint(conversion.Operand) + "s",
        ConversionTerm conversion => Hint(conversion.Operand),
        ArgumentTerm argument => argument.Kind == ReduceKind.Max ? "argmax" : "argmin",
        ReduceTerm reduce => ReductionHint(reduce),
        _ when term is RealTerm { HoldsUpstream: true } => "slope",
        ApplyTerm apply => apply.Function.Word,
        PowerTerm { Exponent: NumberTerm { Value: -1 } } => "reciprocal",
        PowerTerm => "power",
        ProductTerm { Operands: [NumberTerm { Value: -1 }, _] } => "negative",
        ProductTerm product when product.Operands.Any(static o => o is PowerTerm { Exponent: NumberTerm { Value: < 0 } }) => "quotient",
        ProductTerm => "product",
        SumTerm sum when sum.Operands.Count(o => !IsNegative(o)) == 1 => "difference",
        SumTerm => "sum",
        SelectTerm => "chosen",
        CompareTerm compare => ComparisonHint(compare),
        IntegerCompareTerm { Comparison: Comparison.Equal } => "isLabel",
        IntegerCompareTerm { Comparison: Comparison.NotEqual } => "isOther",
        IntegerCompareTerm => "isInside",
        MemberTerm => "isMember",
        SwitchTerm @switch => @switch.Parameter.Name,
        _ => "holds",
    };

    /// <summary>Says what a loop computes; of what is known already the names, which say more than long terms.</summary>
    private Comment CommentOn(ReduceTerm reduce, Scope scope, Variable index)
    {
        var temporaries = ImmutableArray.CreateBuilder<(Term, Variable)>(0);
        var kept = ImmutableArray.CreateBuilder<(Term, KernelArray, IntegerTerm)>(0);
        var seen = _tables.Seen;
        seen.Clear();
        var open = new Stack<Term>(reduce.Children.Reverse());
        while (open.Count > 0)
        {
            var term = open.Pop();
            if (!seen.Add(term))
                continue;
            if (term is ReduceTerm && scope.Find(term) is Use { Variable: var variable })
                temporaries.Add((term, variable));
            else if (KeptIn(term) is var (array, at))
                kept.Add((term, array, at));
            else
                foreach (var child in term.Children)
                    open.Push(child);
        }

        var indices = reduce.Free.Where(binder => scope.Find(binder) is not null).Select(binder => (binder, scope.Find(binder)!.Index));
        return new(reduce, indices.Append((reduce.Binder, index)).ToImmutableArray(), temporaries.ToImmutable(), kept.ToImmutable());
    }

    private static string ReductionHint(ReduceTerm reduce) => reduce.Kind switch
    {
        ReduceKind.Sum when reduce.HoldsUpstream => "slopeSum",
        ReduceKind.Sum when reduce.Body is NumberTerm || reduce.Body is SelectTerm { WhenTrue: NumberTerm, WhenFalse: NumberTerm } => "number",
        ReduceKind.Sum => "sum",
        ReduceKind.Product => "product",
        ReduceKind.Max => "max",
        _ => "min",
    };

    /// <summary>Like pIs1 or labelSmoothingAbove0, where a parameter is compared with a number.</summary>
    private static string ComparisonHint(CompareTerm compare)
    {
        var (parameter, number, comparison) = (compare.Left, compare.Right) switch
        {
            (ParameterTerm p, NumberTerm n) => (p, n, compare.Comparison),
            (NumberTerm n, ParameterTerm p) => (p, n, TermFactory.Mirror(compare.Comparison)),
            _ => (null, null, compare.Comparison),
        };
        if (parameter is null || number!.Value != Math.Floor(number.Value) || number.Value is < 0 or > 1000)
            return "holds";
        string relation = comparison switch
        {
            Comparison.Equal => "Is",
            Comparison.NotEqual => "IsNot",
            Comparison.Less => "Below",
            Comparison.LessOrEqual => "AtMost",
            Comparison.Greater => "Above",
            _ => "AtLeast",
        };
        return parameter.Parameter.Name + relation + number.Value.ToString(CultureInfo.InvariantCulture);
    }

    private static string SubscriptHint(ImmutableArray<IntegerTerm> subscripts) => string.Concat(subscripts.Select(static s => s switch
    {
        IndexTerm index => index.Binder.Axis.Name,
        LabelTerm label => Raised(label.Input.Name),
        ListLabelTerm label => Raised(label.Input.Name),
        _ => "At",
    }));

    private static string Raised(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);

    private static string IndexName(BoundAxis axis) => axis.Name.ToLowerInvariant();
}
