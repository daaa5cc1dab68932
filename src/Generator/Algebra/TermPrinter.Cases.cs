using LossGen.Generator.Binding;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Algebra;

/// <content>Piecewise terms.</content>
internal sealed partial class TermPrinter
{
    /// <summary>A comparison that stands before a case.</summary>
    private readonly record struct Test(Comparison Comparison, Term Left, Term Right);

    private void WriteCases(SelectTerm select)
    {
        _text.Append("{ ");
        var tests = new List<Test?>();
        RealTerm rest = select;
        bool isCorner = EndsInCorner(select);

        // What ends in a corner says by its own tests where that is.
        while (rest is SelectTerm next && (isCorner || tests.Count == 0 || !EndsInCorner(next)))
        {
            // The other case first needs no "not".
            bool isExchanged = next.Condition is CompareTerm { Comparison: Comparison.NotEqual };
            Test? test = TestOf(next.Condition);
            if (isExchanged)
                test = test!.Value with { Comparison = Comparison.Equal };
            _text.Append(tests.Count == 0 ? "" : "; ");
            tests.Add(test);
            Write(isExchanged ? next.WhenFalse : next.WhenTrue, Level.Lowest);
            _text.Append(" if ");
            if (test is { } comparison)
                WriteComparison(comparison.Left, Symbol(comparison.Comparison), comparison.Right);
            else
                Write(next.Condition, Level.Lowest);
            rest = isExchanged ? next.WhenTrue : next.WhenFalse;
        }

        if (isCorner)
            WriteCorner([.. tests.Select(static test => test!.Value)]);
        else if (!IsNaN(rest) || !AreComplete(tests))
        {
            // Where no case holds the value is NaN, which need not be said if one always does.
            _text.Append("; ");
            Write(rest, Level.Lowest);
            _text.Append(" otherwise");
        }

        _text.Append(" }");
    }

    /// <summary>0 in the orders that the tests leave; without an order, of NaN, no case holds, and the slope is NaN.</summary>
    private void WriteCorner(Test[] tests)
    {
        int[] left = Array.FindAll(Orders, order => !Covers(tests, tests[0].Left, tests[0].Right, order));
        if (left.Length == 0)
            return;
        if (!_isWhole)
        {
            // For a glance.
            _text.Append("; 0 otherwise");
            return;
        }

        Comparison comparison = Array.Find(Comparisons, c => Array.TrueForAll(Orders, order => Holds(c, order) == Array.IndexOf(left, order) >= 0));
        _text.Append("; 0 if ");
        WriteComparison(tests[0].Left, Symbol(comparison), tests[0].Right);
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
    private static bool AreComplete(List<Test?> tests)
    {
        Test[] all = [.. tests.OfType<Test>()];
        if (all.Length < tests.Count)
            return false;
        if (DomainOf(all[0].Left) is { IsFinite: true } domain)
            return domain.Values.All(value => Array.Exists(all, test => test.Comparison == Comparison.Equal && test.Left == all[0].Left && test.Right is NumberTerm number && number.Value == value));
        return Array.TrueForAll(Orders, order => Covers(all, all[0].Left, all[0].Right, order));
    }

    /// <summary>Of two numbers: the first is the less, the same, the greater.</summary>
    private static readonly int[] Orders = [-1, 0, 1];

    private static readonly Comparison[] Comparisons = (Comparison[])Enum.GetValues(typeof(Comparison));

    private static bool Covers(Test[] tests, Term left, Term right, int order)
    {
        foreach (Test test in tests)
        {
            if (test.Left == left && test.Right == right && Holds(test.Comparison, order)
                || test.Left == right && test.Right == left && Holds(test.Comparison, -order))
                return true;
        }

        return false;
    }

    private static BoundDomain? DomainOf(Term term) => term switch
    {
        LoadTerm load => load.Input.Domain,
        ParameterTerm parameter => parameter.Parameter.Domain,
        _ => null,
    };

    private static bool Holds(Comparison comparison, int order) => comparison switch
    {
        Comparison.Equal => order == 0,
        Comparison.NotEqual => order != 0,
        Comparison.Less => order < 0,
        Comparison.LessOrEqual => order <= 0,
        Comparison.Greater => order > 0,
        _ => order >= 0,
    };
}
