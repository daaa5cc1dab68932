using System.Collections.Immutable;
using LossGen.Generator.Binding;

namespace LossGen.Generator.Algebra;

/// <summary>Conditions in canonical form. A comparison of reals is never turned into its opposite: a NaN fails both.</summary>
internal sealed partial class TermFactory
{
    public ConditionTerm Compare(Comparison comparison, RealTerm left, RealTerm right)
    {
        if (left is NumberTerm a && right is NumberTerm b)
            return Holds(comparison, a.Value, b.Value) ? True : False;
        if (left == right && comparison is (Comparison.Less or Comparison.Greater))
            return False;
        if (left is ConversionTerm { Operand: var i } && right is ConversionTerm { Operand: var j })
            return Compare(comparison, i, j);
        if (left is NumberTerm || right is not NumberTerm && left.Id > right.Id)
            (comparison, left, right) = (Mirror(comparison), right, left);
        if (left is ParameterTerm { Parameter.Domain: { IsAll: false } domain } && right is NumberTerm { Value: var number }
            && Decide(comparison, domain, number) is { } answer)
            return answer ? True : False;
        return _terms.Find<CompareTerm>(new(null, (int)comparison), left, right) ?? Added(new CompareTerm(comparison, left, right));
    }

    /// <summary>What the declared domain says, which the constructor checks: no NaN is in it.</summary>
    private static bool? Decide(Comparison comparison, BoundDomain domain, double number)
    {
        if (domain.IsFinite)
        {
            int holds = domain.Values.Count(value => Holds(comparison, value, number));
            return holds == 0 ? false : holds == domain.Values.Length ? true : null;
        }

        Interval left = Bounds.Of(domain), right = Interval.Point(number);
        return Interval.Proves(comparison, left, right) ? true : Interval.Proves(Opposite(comparison), left, right) ? false : null;
    }

    public ConditionTerm Compare(Comparison comparison, IntegerTerm left, IntegerTerm right)
    {
        if (left == right)
            return comparison is Comparison.Equal or Comparison.LessOrEqual or Comparison.GreaterOrEqual ? True : False;
        if (Rank(left) > Rank(right) || Rank(left) == Rank(right) && left.Id > right.Id)
            (comparison, left, right) = (Mirror(comparison), right, left);
        return _terms.Find<IntegerCompareTerm>(new(null, (int)comparison), left, right) ?? Added(new IntegerCompareTerm(comparison, left, right));
    }

    public ConditionTerm Member(IntegerTerm item, BoundInput list) => Intern(new MemberTerm(item, list));

    public ConditionTerm Switch(BoundParameter parameter) => Intern(new SwitchTerm(parameter));

    public ConditionTerm Not(ConditionTerm operand) => operand switch
    {
        ConstantCondition constant => constant.Value ? False : True,
        NotTerm not => not.Operand,
        IntegerCompareTerm compare => Compare(Opposite(compare.Comparison), compare.Left, compare.Right),
        CompareTerm { Comparison: Comparison.Equal or Comparison.NotEqual } compare => Compare(Opposite(compare.Comparison), compare.Left, compare.Right),
        _ => Intern(new NotTerm(operand)),
    };

    /// <summary>null stands for a condition that always holds.</summary>
    public ConditionTerm? Both(ConditionTerm? left, ConditionTerm? right) =>
        left == null ? right : right == null ? left : And([left, right]) is var both && both == True ? null : both;

    public ConditionTerm And(IEnumerable<ConditionTerm> operands) =>
        Join(operands, True, False, static term => term is AndTerm and ? and.Operands : null, static all => new AndTerm(all));

    public ConditionTerm Or(IEnumerable<ConditionTerm> operands) =>
        Join(operands, False, True, static term => term is OrTerm or ? or.Operands : null, static all => new OrTerm(all));

    private ConditionTerm Join(
        IEnumerable<ConditionTerm> operands, ConditionTerm neutral, ConditionTerm absorbing,
        Func<ConditionTerm, ImmutableArray<ConditionTerm>?> flatten, Func<ImmutableArray<ConditionTerm>, ConditionTerm> make)
    {
        var all = new List<ConditionTerm>();
        foreach (ConditionTerm operand in operands)
        {
            if (flatten(operand) is not { } parts)
                Add(operand);
            else
                foreach (ConditionTerm part in parts)
                    Add(part);
        }

        all.Sort(static (left, right) => left.Id - right.Id);
        if (all.Contains(absorbing) || all.Exists(operand => all.Contains(Not(operand))))
            return absorbing;
        return all.Count switch
        {
            0 => neutral,
            1 => all[0],
            _ => Intern(make(all.ToImmutableArray())),
        };

        void Add(ConditionTerm operand)
        {
            if (operand != neutral && !all.Contains(operand))
                all.Add(operand);
        }
    }

    public static bool Holds(Comparison comparison, double left, double right) => comparison switch
    {
        Comparison.Equal => left == right,
        Comparison.NotEqual => left != right,
        Comparison.Less => left < right,
        Comparison.LessOrEqual => left <= right,
        Comparison.Greater => left > right,
        _ => left >= right,
    };

    public static Comparison Mirror(Comparison comparison) => comparison switch
    {
        Comparison.Less => Comparison.Greater,
        Comparison.LessOrEqual => Comparison.GreaterOrEqual,
        Comparison.Greater => Comparison.Less,
        Comparison.GreaterOrEqual => Comparison.LessOrEqual,
        _ => comparison,
    };

    private static Comparison Opposite(Comparison comparison) => comparison switch
    {
        Comparison.Equal => Comparison.NotEqual,
        Comparison.NotEqual => Comparison.Equal,
        Comparison.Less => Comparison.GreaterOrEqual,
        Comparison.LessOrEqual => Comparison.Greater,
        Comparison.Greater => Comparison.LessOrEqual,
        _ => Comparison.Less,
    };

    /// <summary>Indices stand left, as in i != y.</summary>
    private static int Rank(IntegerTerm term) => term switch
    {
        IndexTerm => 0,
        LabelTerm => 1,
        ListLabelTerm => 2,
        ArgumentTerm => 3,
        _ => 4,
    };
}
