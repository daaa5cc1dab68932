using LossGen.Generator.Binding;

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
        while (rest is SelectTerm next)
        {
            // The other case first needs no "not".
            bool isExchanged = next.Condition is CompareTerm { Comparison: Comparison.NotEqual };
            Test? test = TestOf(next.Condition);
            if (isExchanged)
                test = test!.Value with { Comparison = Comparison.Equal };
            tests.Add(test);
            Write(isExchanged ? next.WhenFalse : next.WhenTrue, Level.Lowest);
            _text.Append(" if ");
            if (test is { } comparison)
                WriteComparison(comparison.Left, Symbol(comparison.Comparison), comparison.Right);
            else
                Write(next.Condition, Level.Lowest);
            rest = isExchanged ? next.WhenTrue : next.WhenFalse;
            if (!IsLast())
                _text.Append("; ");
        }

        if (!IsLast())
        {
            Write(rest, Level.Lowest);
            _text.Append(" otherwise");
        }

        _text.Append(" }");

        // Where no case holds the value is NaN, which need not be said if one always does.
        bool IsLast() => IsNaN(rest) && AreComplete(tests);
    }

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
        int[] orders = [-1, 0, 1];
        return Array.TrueForAll(orders, order => Array.Exists(all, test =>
            test.Left == all[0].Left && test.Right == all[0].Right && Holds(test.Comparison, order)
            || test.Left == all[0].Right && test.Right == all[0].Left && Holds(test.Comparison, -order)));
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
