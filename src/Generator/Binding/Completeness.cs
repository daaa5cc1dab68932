using System.Collections.Immutable;
using System.Globalization;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Binding;

/// <summary>
/// Whether some case always holds. What the conditions compare is taken apart into quantities; each runs through the values
/// of its finite domain, or through every number it is compared with and the gaps between them; two quantities that are
/// compared with one another are smaller, equal or larger. NaN is left out: where it makes all cases fail, the value is NaN.
/// </summary>
internal sealed class Completeness
{
    private const int MaximalStates = 20_000;

    /// <param name="Text">What holds where no case does, or what could not be decided.</param>
    /// <param name="IsProved">Whether it is sure that no case holds there.</param>
    public sealed record Gap(string Text, bool IsProved);

    /// <summary>A quantity, a pair of quantities, or a condition that is true or false by itself.</summary>
    private sealed class Atom(string text)
    {
        public string Text { get; } = text;
        public List<double> Points { get; } = [];
        public BoundDomain Domain { get; set; } = BoundDomain.All;
        public bool IsWhole { get; set; }

        /// <summary>Of a pair: what it is compared with; then the states are -1, 0 and 1.</summary>
        public string? Other { get; set; }
        public bool IsCondition { get; set; }
        public double[] States { get; set; } = [];
        public int Current { get; set; }
        public double State => States[Current];
    }

    private readonly Dictionary<string, Atom> _atoms = [];
    private readonly List<Atom> _order = [];

    public Gap? Check(IEnumerable<BoundCase> cases)
    {
        BoundCondition[] conditions = cases.Select(@case => @case.Condition).ToArray();
        foreach (BoundCondition condition in conditions)
            Collect(condition);
        long count = 1;
        foreach (Atom atom in _order)
        {
            atom.States = StatesOf(atom);
            count = Math.Min(count * Math.Max(atom.States.Length, 1), MaximalStates + 1);
            if (atom.States.Length == 0)
                return null;
        }

        if (count > MaximalStates)
            return new Gap("they compare too many quantities", IsProved: false);
        do
        {
            if (!Array.Exists(conditions, Holds))
                return new Gap(Describe(), IsProved: _order.TrueForAll(atom => !atom.IsCondition && atom.Other is null));
        }
        while (Advance());
        return null;
    }

    // The parts of conditions ------------------------------------------------------------------------------------------

    private void Collect(BoundCondition condition)
    {
        switch (condition)
        {
            case BoundAnd and:
                Collect(and.Left);
                Collect(and.Right);
                break;
            case BoundOr or:
                Collect(or.Left);
                Collect(or.Right);
                break;
            case BoundNot not:
                Collect(not.Operand);
                break;
            case BoundComparison comparison when !IsWithNaN(comparison.Left, comparison.Right):
                AtomOf(comparison.Left, comparison.Right);
                break;
            case BoundComparison:
                break;
            case BoundIntegerComparison comparison:
                AtomOf(new BoundConversion(default, comparison.Left), new BoundConversion(default, comparison.Right));
                break;
            default:
                ConditionAtom(condition);
                break;
        }
    }

    /// <summary>Whether a side is a number that is none, as 0*inf: then the comparison never holds.</summary>
    private static bool IsWithNaN(BoundReal left, BoundReal right) =>
        NumberOf(left) is double.NaN || NumberOf(right) is double.NaN;

    private Atom ConditionAtom(BoundCondition condition)
    {
        Atom atom = Find("? " + FormulaPrinter.Print(condition), FormulaPrinter.Print(condition));
        atom.IsCondition = true;
        return atom;
    }

    /// <summary>The atom of a comparison, with the number it is compared with, and whether the sides are exchanged.</summary>
    private (Atom? Atom, double Point, bool IsExchanged) AtomOf(BoundReal left, BoundReal right)
    {
        if (NumberOf(right) is { } point)
            return NumberOf(left) is not null ? (null, 0, false) : (Quantity(left, point), point, false);
        if (NumberOf(left) is { } leftPoint)
            return (Quantity(right, leftPoint), leftPoint, true);
        string leftText = FormulaPrinter.Print(left);
        string rightText = FormulaPrinter.Print(right);
        bool isExchanged = string.CompareOrdinal(leftText, rightText) > 0;
        (string first, string second) = isExchanged ? (rightText, leftText) : (leftText, rightText);
        Atom pair = Find(first + " ? " + second, first);
        pair.Other = second;
        return (pair, 0, isExchanged);
    }

    private Atom Quantity(BoundReal quantity, double point)
    {
        string text = FormulaPrinter.Print(quantity);
        Atom atom = Find(text, text);
        if (!atom.Points.Contains(point))
            atom.Points.Add(point);
        (atom.Domain, atom.IsWhole) = DomainOf(quantity);
        return atom;
    }

    private static (BoundDomain Domain, bool IsWhole) DomainOf(BoundReal quantity)
    {
        var fromZero = new BoundDomain(0, false, double.PositiveInfinity, false, ImmutableArray<double>.Empty);
        return quantity switch
        {
            BoundInputElement element => (element.Input.Domain, false),
            BoundParameterValue { Parameter: { Type: ParameterType.Bool } } => (BoundDomain.All with { Values = ImmutableArray.Create(0d, 1d) }, true),
            BoundParameterValue { Parameter: var parameter } => (parameter.Domain, parameter.Type is ParameterType.Int or ParameterType.Long),
            BoundConversion or BoundReduction { Reduction.Kind: ReductionKind.Count } => (fromZero, true),
            BoundCall call when (call.Function.Facts & Facts.Positive) == Facts.Positive => (fromZero with { LowerIsStrict = true }, false),
            BoundCall call when (call.Function.Facts & Facts.NonNegative) != 0 => (fromZero, false),
            _ => (BoundDomain.All, false),
        };
    }

    private Atom Find(string key, string text)
    {
        if (!_atoms.TryGetValue(key, out Atom? atom))
        {
            atom = new Atom(text);
            _atoms.Add(key, atom);
            _order.Add(atom);
        }

        return atom;
    }

    private static double? NumberOf(BoundReal real) => real switch
    {
        BoundNumber number => number.Value,
        BoundCall { Function.Operator: Operator.Negate } call => -NumberOf(call.Arguments[0]),
        BoundCall { Function.Operator: not Operator.None } call when call.Arguments.All(argument => NumberOf(argument) is not null) =>
            call.Function.Meaning([.. call.Arguments.Select(argument => NumberOf(argument)!.Value)]),
        _ => null,
    };

    // States -----------------------------------------------------------------------------------------------------------

    private static double[] StatesOf(Atom atom)
    {
        if (atom.IsCondition)
            return [0, 1];
        if (atom.Other is not null)
            return [-1, 0, 1];
        if (atom.Domain.IsFinite)
            return [.. atom.Domain.Values];
        IEnumerable<double> ends = new[] { atom.Domain.Lower, atom.Domain.Upper }.Where(end => !double.IsInfinity(end));
        double[] points = [.. atom.Points.Concat(ends).Where(point => !double.IsNaN(point)).Distinct().OrderBy(point => point)];
        var states = new List<double>();
        for (int i = 0; i < points.Length; i++)
        {
            double before = i == 0 ? points[i] - 1 - Math.Abs(points[i]) : points[i - 1] / 2 + points[i] / 2;
            states.Add(before);
            states.Add(points[i]);
            if (atom.IsWhole)
                states.AddRange([Math.Floor(points[i]), Math.Ceiling(points[i]), Math.Floor(points[i]) - 1, Math.Ceiling(points[i]) + 1]);
        }

        double last = points[points.Length - 1];
        states.Add(last + 1 + Math.Abs(last));
        return [.. states.Where(state => IsPossible(state, atom)).Distinct().OrderBy(state => state)];
    }

    private static bool IsPossible(double state, Atom atom)
    {
        BoundDomain domain = atom.Domain;
        return !double.IsNaN(state)
            && (!atom.IsWhole || state == Math.Floor(state))
            && (domain.LowerIsStrict ? state > domain.Lower : state >= domain.Lower)
            && (domain.UpperIsStrict ? state < domain.Upper : state <= domain.Upper);
    }

    private bool Advance()
    {
        foreach (Atom atom in _order)
        {
            if (++atom.Current < atom.States.Length)
                return true;
            atom.Current = 0;
        }

        return false;
    }

    private bool Holds(BoundCondition condition) => condition switch
    {
        BoundAnd and => Holds(and.Left) && Holds(and.Right),
        BoundOr or => Holds(or.Left) || Holds(or.Right),
        BoundNot not => !Holds(not.Operand),
        BoundComparison comparison => Holds(comparison.Operator, comparison.Left, comparison.Right),
        BoundIntegerComparison comparison =>
            Holds(comparison.Operator, new BoundConversion(default, comparison.Left), new BoundConversion(default, comparison.Right)),
        _ => ConditionAtom(condition).State == 1,
    };

    private bool Holds(string symbol, BoundReal left, BoundReal right)
    {
        if (IsWithNaN(left, right))
            return false;
        (Atom? atom, double point, bool isExchanged) = AtomOf(left, right);
        int sign = atom is null
            ? NumberOf(left)!.Value.CompareTo(NumberOf(right)!.Value)
            : atom.Other is not null ? (int)atom.State : atom.State.CompareTo(point);
        if (isExchanged)
            sign = -sign;
        return symbol switch
        {
            "==" => sign == 0,
            "!=" => sign != 0,
            "<" => sign < 0,
            "<=" => sign <= 0,
            ">" => sign > 0,
            _ => sign >= 0,
        };
    }

    // Words ------------------------------------------------------------------------------------------------------------

    private string Describe() => _order.Count == 0
        ? "at all"
        : "where " + string.Join(" and ", _order.Select(Describe));

    private static string Describe(Atom atom)
    {
        if (atom.IsCondition)
            return atom.State == 1 ? atom.Text : $"not ({atom.Text})";
        if (atom.Other is not null)
            return $"{atom.Text} {(atom.State < 0 ? "<" : atom.State > 0 ? ">" : "==")} {atom.Other}";
        if (atom.Domain.IsFinite || atom.IsWhole || atom.Points.Contains(atom.State))
            return $"{atom.Text} == {Show(atom.State)}";
        double[] below = [.. atom.Points.Where(point => point < atom.State)];
        double[] above = [.. atom.Points.Where(point => point > atom.State)];
        string lower = below.Length == 0 ? "" : Show(below.Max()) + " < ";
        string upper = above.Length == 0 ? "" : " < " + Show(above.Min());
        return lower.Length > 0 && upper.Length == 0 ? $"{atom.Text} > {Show(below.Max())}" : lower + atom.Text + upper;
    }

    private static string Show(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
