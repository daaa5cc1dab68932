using LossGen.Generator.Binding;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Algebra;

/// <content>Piecewise terms.</content>
internal sealed partial class TermPrinter
{
    /// <summary>A comparison that stands before a case.</summary>
    private readonly record struct Test(Comparison Comparison, Term Left, Term Right);

    /// <summary>The tests of the cases that are being written: those of cases inside a case stand behind its own.</summary>
    private readonly List<Test?> _tests = [];

    private void WriteCases(SelectTerm select)
    {
        _text.Append("{ ");
        int start = _tests.Count;
        RealTerm rest = select;
        bool isCorner = EndsInCorner(select);

        // What ends in a corner says by its own tests where that is.
        while (rest is SelectTerm next && (isCorner || _tests.Count == start || !EndsInCorner(next)))
        {
            // The other case first needs no "not".
            bool isExchanged = next.Condition is CompareTerm { Comparison: Comparison.NotEqual };
            Test? test = TestOf(next.Condition);
            if (isExchanged)
                test = test!.Value with { Comparison = Comparison.Equal };
            _text.Append(_tests.Count == start ? "" : "; ");
            _tests.Add(test);
            Write(isExchanged ? next.WhenFalse : next.WhenTrue, Level.Lowest);
            _text.Append(" if ");
            if (test is { } comparison)
                WriteComparison(comparison.Left, Symbol(comparison.Comparison), comparison.Right);
            else
                Write(next.Condition, Level.Lowest);
            rest = isExchanged ? next.WhenTrue : next.WhenFalse;
        }

        if (isCorner)
            WriteCorner(start);
        else if (!IsNaN(rest) || !AreComplete(start))
        {
            // Where no case holds the value is NaN, which need not be said if one always does.
            _text.Append("; ");
            Write(rest, Level.Lowest);
            _text.Append(" otherwise");
        }

        _tests.RemoveRange(start, _tests.Count - start);
        _text.Append(" }");
    }

    /// <summary>0 in the orders that the tests leave; without an order, of NaN, no case holds, and the slope is NaN.</summary>
    /// <param name="start">Where its tests begin.</param>
    private void WriteCorner(int start)
    {
        var first = _tests[start]!.Value;
        int left = AllOrders & ~OrdersOf(start, first);
        if (left == 0)
            return;
        if (!_isWhole)
        {
            // For a glance.
            _text.Append("; 0 otherwise");
            return;
        }

        Comparison comparison = Array.Find(Comparisons, c => OrdersOf(c) == left);
        _text.Append("; 0 if ");
        WriteComparison(first.Left, Symbol(comparison), first.Right);
    }

    /// <summary>Whether it chooses by the order of two terms, and is at last a corner: 0, and NaN where they have no order.</summary>
    private static bool EndsInCorner(SelectTerm select)
    {
        if (select.Condition is not CompareTerm first)
            return false;
        RealTerm rest = select;
        while (rest is SelectTerm next)
        {
            if (next.Condition is not CompareTerm { Comparison: not Comparison.NotEqual } test
                || !(test.Left == first.Left && test.Right == first.Right || test.Left == first.Right && test.Right == first.Left))
                return false;
            rest = next.WhenFalse;
        }

        return IsCorner(rest);
    }

    private static bool IsCorner(Term term) => term is ApplyTerm { Function.Facts: var facts } && (facts & Facts.ZeroOrNaN) != 0;

    private static bool IsNaN(RealTerm term) => term is NumberTerm { Value: double.NaN };

    private static Test? TestOf(ConditionTerm condition) => condition switch
    {
        CompareTerm compare => new Test(compare.Comparison, compare.Left, compare.Right),
        IntegerCompareTerm compare => new Test(compare.Comparison, compare.Left, compare.Right),
        _ => null,
    };

    /// <summary>
    /// Whether it is plain to see that one of the cases holds, NaN left out: every value of a domain has one, or every order of two
    /// terms. Then no otherwise is needed.
    /// </summary>
    private bool AreComplete(int start)
    {
        if (_tests.IndexOf(null, start) >= 0)
            return false;
        var first = _tests[start]!.Value;
        if (DomainOf(first.Left) is { IsFinite: true } domain)
            return domain.Values.All(value => _tests.FindIndex(start, test => test is { Comparison: Comparison.Equal, Right: NumberTerm number } && test.Value.Left == first.Left && number.Value == value) >= 0);
        return OrdersOf(start, first) == AllOrders;
    }

    /// <summary>Of two numbers: the first is the less, the same, the greater. A bit each.</summary>
    private const int Less = 1, Same = 2, Greater = 4, AllOrders = Less | Same | Greater;

    private static readonly Comparison[] Comparisons = (Comparison[])Enum.GetValues(typeof(Comparison));

    /// <summary>The orders of the two terms of a test in which one of the tests holds.</summary>
    private int OrdersOf(int start, Test pair)
    {
        int orders = 0;
        for (int i = start; i < _tests.Count; i++)
        {
            if (_tests[i] is not { } test)
                continue;
            int own = OrdersOf(test.Comparison);
            if (test.Left == pair.Left && test.Right == pair.Right)
                orders |= own;
            if (test.Left == pair.Right && test.Right == pair.Left)
                orders |= Exchanged(own);
        }

        return orders;
    }

    /// <summary>The same of the second number and the first.</summary>
    private static int Exchanged(int orders) => (orders & Less) * Greater | orders & Same | (orders & Greater) / Greater;

    private static int OrdersOf(Comparison comparison) => comparison switch
    {
        Comparison.Equal => Same,
        Comparison.NotEqual => Less | Greater,
        Comparison.Less => Less,
        Comparison.LessOrEqual => Less | Same,
        Comparison.Greater => Greater,
        _ => Greater | Same,
    };

    private static BoundDomain? DomainOf(Term term) => term switch
    {
        LoadTerm load => load.Input.Domain,
        ParameterTerm parameter => parameter.Parameter.Domain,
        _ => null,
    };
}
