using System.Collections.Immutable;
using LossGen.Generator.Binding;

namespace LossGen.Generator.Lowering;

internal sealed partial class KernelBuilder
{
    private readonly List<DomainCheck> _checks = [];

    /// <summary>
    /// Remembers what has to be known of an element: the least and the most, for an interval and for two numbers that differ
    /// by their signs, as that is an operation each where a comparison is three; else whether any was another number. NaN passes.
    /// </summary>
    private void CheckDomain(BoundInput input, Expression element, Scope place)
    {
        var domain = input.Domain;
        if (!domain.IsFinite)
        {
            CheckInterval(input, element, domain, place);
            return;
        }

        if (domain.Values.Length == 2 && domain.Values[0] == -domain.Values[1])
        {
            double size = Math.Abs(domain.Values[0]);
            var absolute = place.Let("abs" + Raised(input.Name), Lane("Abs", ValueKind.Lane, element));
            CheckInterval(input, absolute, new(size, false, size, false, ImmutableArray<double>.Empty), place);
            return;
        }

        var mask = new Variable(input.Name + "Outside", ValueKind.Mask);
        var outside = domain.Values
            .Select(v => Lane("NotEqual", ValueKind.Mask, element, new LaneNumber(v)))
            .Append(Lane("Equal", ValueKind.Mask, element, element))
            .Aggregate((a, b) => new Infix("&", a, b, ValueKind.Mask));
        place.Block.Statements.Add(new Violation(mask, _counted is { } counted ? new Infix("&", outside, counted, ValueKind.Mask) : outside));
        _checks.Add(new(input, ImmutableArray.Create((mask, 0.0)), new Use(mask)));
    }

    private void CheckInterval(BoundInput input, Expression value, BoundDomain domain, Scope place)
    {
        var seen = new List<(Variable, double)>();
        var outside = new List<Expression>();
        var counted = _counted is null ? value : Lane("Select", ValueKind.Lane, _counted, value, new LaneNumber(double.NaN));
        if (!double.IsNegativeInfinity(domain.Lower))
            Remember("Least", "MinOrSecond", double.PositiveInfinity, domain.LowerIsStrict ? "LessOrEqual" : "Less", domain.Lower);
        if (!double.IsPositiveInfinity(domain.Upper))
            Remember("Most", "MaxOrSecond", double.NegativeInfinity, domain.UpperIsStrict ? "GreaterOrEqual" : "Greater", domain.Upper);
        _checks.Add(new(input, seen.ToImmutableArray(), outside.Aggregate((a, b) => new Infix("|", a, b, ValueKind.Mask))));

        void Remember(string hint, string extreme, double start, string comparison, double limit)
        {
            var variable = new Variable(input.Name + hint, ValueKind.Lane);
            place.Block.Statements.Add(new Remember(variable, extreme, counted));
            seen.Add((variable, start));
            outside.Add(Lane(comparison, ValueKind.Mask, new Use(variable), new LaneNumber(limit)));
        }
    }
}
