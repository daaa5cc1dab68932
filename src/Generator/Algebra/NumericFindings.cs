using System.Collections.Immutable;
using System.Globalization;
using LossGen.Generator.Binding;
using LossGen.Generator.Functions;
using LossGen.Generator.Problems;

namespace LossGen.Generator.Algebra;

/// <summary>
/// What a formula does with numbers that its declarations allow: a logarithm of 0, a division by it, a jump. Each is
/// reported where it is written and with numbers at which it happens, and only if the stable form still does it.
/// </summary>
internal sealed class NumericFindings : TermBuilder.IWatch
{
    /// <summary>Points that are tried for one finding, at most.</summary>
    private const int MaximalPoints = 2_000;

    private static readonly double[] Usual = [0, 1, -1, 0.5, 2, 1e4, -1e4];

    private static readonly double[] Ordinary = [1, 0.5, 0];

    private readonly TermFactory _factory;
    private readonly RowReader _rows;
    private readonly Bounds _bounds = new();
    private readonly ProblemBag _problems;
    private readonly List<(BoundCall Call, ImmutableArray<RealTerm> Arguments, ConditionTerm[] Guards)> _calls = [];
    private readonly List<(BoundPiecewise Piecewise, RealTerm Value, ConditionTerm[] Guards)> _piecewise = [];

    private NumericFindings(TermFactory factory, ProblemBag problems) => (_factory, _rows, _problems) = (factory, new RowReader(factory), problems);

    public static void Report(BoundLoss loss, Catalogue catalogue, ProblemBag problems, CancellationToken cancellation)
    {
        var factory = new TermFactory(catalogue);
        var findings = new NumericFindings(factory, problems);
        var builder = new TermBuilder(factory, findings);
        for (int i = 0; i < loss.ResultIndices.Length; i++)
            builder.BindResult(loss.ResultIndices[i], i);
        RealTerm value = builder.Build(loss.Result);
        var rewriter = new Rewriter(factory, findings._bounds, RulePhase.Simplify | RulePhase.Stabilise, [], cancellation);
        var left = new HashSet<Term>();
        Collect(rewriter.Apply(value), left);
        foreach (var (call, arguments, guards) in findings._calls)
        {
            cancellation.ThrowIfCancellationRequested();
            findings.Check(call, arguments, guards, rewriter, left);
        }

        foreach (var (piecewise, whole, guards) in findings._piecewise)
        {
            cancellation.ThrowIfCancellationRequested();
            findings.Check(piecewise, whole, guards);
        }
    }

    void TermBuilder.IWatch.Call(BoundCall call, ImmutableArray<RealTerm> arguments, IReadOnlyList<ConditionTerm> guards)
    {
        if (call.Function.Hazard != null)
            _calls.Add((call, arguments, guards.ToArray()));
    }

    void TermBuilder.IWatch.Piecewise(BoundPiecewise piecewise, RealTerm value, IReadOnlyList<ConditionTerm> guards) =>
        _piecewise.Add((piecewise, value, guards.ToArray()));

    private void Check(BoundCall call, ImmutableArray<RealTerm> arguments, ConditionTerm[] guards, Rewriter rewriter, HashSet<Term> left)
    {
        Hazard hazard = call.Function.Hazard!;
        RealTerm seen = arguments[arguments.Length - 1];
        if (seen is NumberTerm || hazard.Kind != HazardKind.Division && !left.Contains(_factory.Apply(call.Function, arguments.Select(rewriter.Apply).ToImmutableArray())))
            return;
        ImmutableArray<string> name = ImmutableArray.Create(call.Function.Parameters[arguments.Length - 1]);
        bool IsHit(double value) => _rows.Condition(RowReader.Parse(hazard.When), new(name, ImmutableArray.Create<RealTerm>(_factory.Number(value)))) == _factory.True;
        foreach (IReadOnlyDictionary<object, double> point in Points([seen, .. guards]))
        {
            var probe = new Probe(point);
            double value = probe.Real(seen);
            if (!guards.All(probe.Condition) || !IsHit(value))
                continue;
            _problems.Report(ProblemPart.Formula, Kind(hazard.Kind), call.Range, Text(value), Text(point));
            return;
        }
    }

    private void Check(BoundPiecewise piecewise, RealTerm value, ConditionTerm[] guards)
    {
        RealTerm whole = value;
        while (value is SelectTerm select)
        {
            if (select.Condition is CompareTerm { Comparison: not (Comparison.Equal or Comparison.NotEqual) } compare && FindJump(compare, whole, guards) is { } jump)
            {
                _problems.Report(ProblemPart.Formula, NumericProblems.Jump, piecewise.Range, Text(jump.Size), Text(jump.Point));
                return;
            }

            value = select.WhenFalse;
        }
    }

    /// <summary>The boundary of a case along one input, found by bisection, if the value is not the same on both sides of it.</summary>
    private (double Size, IReadOnlyDictionary<object, double> Point)? FindJump(CompareTerm compare, RealTerm whole, ConditionTerm[] guards)
    {
        List<object> compared = Probe.Variables([compare]);
        foreach (BoundInput input in compared.OfType<BoundInput>().Where(input => !input.Domain.IsFinite))
        {
            // Many points differ in what the comparison doesn't read, and have their boundary at the same place.
            var roots = new Dictionary<string, double?>(StringComparer.Ordinal);
            foreach (IReadOnlyDictionary<object, double> point in Points([whole, compare, .. guards]).Take(MaximalPoints / 20))
            {
                var at = new Dictionary<object, double>();
                foreach (KeyValuePair<object, double> pair in point)
                    at.Add(pair.Key, pair.Value);
                var probe = new Probe(at);
                double Distance(double x)
                {
                    at[input] = x;
                    return probe.Real(compare.Left) - probe.Real(compare.Right);
                }

                double Value(double x)
                {
                    at[input] = x;
                    return guards.All(probe.Condition) ? probe.Real(whole) : double.NaN;
                }

                string others = string.Join(" ", compared.Where(variable => variable != input).Select(variable => at[variable].ToString("R", CultureInfo.InvariantCulture)));
                if (!roots.TryGetValue(others, out double? boundary))
                    roots.Add(others, boundary = Boundary(Distance, input.Domain));
                if (boundary is not { } root)
                    continue;
                double Step(double width) => Math.Abs(Value(root + width) - Value(root - width));
                double step = 1e-7 * Math.Max(1, Math.Abs(root)), size = Step(step);
                if (size > 1e-5 * Math.Max(1, Math.Abs(Value(root + step))) && Step(step / 64) > 0.9 * size)
                {
                    at[input] = root;
                    return (size, at);
                }
            }
        }

        return null;
    }

    private static double? Boundary(Func<double, double> distance, BoundDomain domain)
    {
        double[] grid = [.. new[] { -1e4, -100, -10, -2.25, -1.25, -0.4, 0.3, 0.6, 1.3, 2.3, 10, 100, 1e4 }.Where(x => x > domain.Lower && x < domain.Upper)];
        for (int i = 1; i < grid.Length; i++)
        {
            double low = grid[i - 1], high = grid[i];
            if (!(distance(low) * distance(high) < 0))
                continue;
            bool rises = distance(high) > 0;
            for (int step = 0; step < 100; step++)
            {
                double middle = (low + high) / 2;
                if (middle == low || middle == high)
                    break;
                if (distance(middle) > 0 == rises)
                    high = middle;
                else
                    low = middle;
            }

            return Math.Round(high, 12);
        }

        return null;
    }

    /// <summary>Numbers for everything that terms read, simple ones first.</summary>
    private static IEnumerable<IReadOnlyDictionary<object, double>> Points(IEnumerable<Term> terms)
    {
        List<object> variables = Probe.Variables(terms);
        List<double[]> choices = variables.ConvertAll(Choices);
        int count = 0;
        int[] next = new int[variables.Count];
        while (count++ < MaximalPoints && choices.TrueForAll(choice => choice.Length > 0))
        {
            var point = new Dictionary<object, double>();
            for (int i = 0; i < next.Length; i++)
                point.Add(variables[i], choices[i][next[i]]);
            yield return point;
            int digit = 0;
            while (digit < next.Length && ++next[digit] == choices[digit].Length)
                next[digit++] = 0;
            if (digit == next.Length)
                yield break;
        }
    }

    private static double[] Choices(object variable)
    {
        if (variable is BoundParameter { Type: ParameterType.Bool })
            return [0, 1];
        BoundDomain domain = variable is BoundInput input ? input.Domain : ((BoundParameter)variable).Domain;
        if (domain.IsFinite)
            return [.. domain.Values];
        // Of a parameter the ordinary is assumed first, and nothing extreme.
        double[] usual = variable is BoundParameter ? Ordinary : Usual;
        return [.. usual.Concat([domain.Lower, domain.Upper]).Where(value => !double.IsInfinity(value) && Bounds.Of(domain).Contains(value)).Distinct()];
    }

    private static ProblemKind Kind(HazardKind kind) => kind switch
    {
        HazardKind.Logarithm => NumericProblems.Logarithm,
        HazardKind.Division => NumericProblems.Division,
        HazardKind.Root => NumericProblems.Root,
        _ => NumericProblems.Overflow,
    };

    private static string Text(IReadOnlyDictionary<object, double> point)
    {
        IEnumerable<string> parts = point.Select(pair => $"{(pair.Key is BoundInput input ? input.Name : ((BoundParameter)pair.Key).Name)} = {Text(pair.Value)}");
        return string.Join(", ", parts);
    }

    private static string Text(double value) => value.ToString("0.######", CultureInfo.InvariantCulture) is var text && text.Length < 12 ? text : value.ToString("G6", CultureInfo.InvariantCulture);

    private static void Collect(Term term, HashSet<Term> found)
    {
        if (!found.Add(term))
            return;
        foreach (Term child in term.Children)
            Collect(child, found);
    }
}
