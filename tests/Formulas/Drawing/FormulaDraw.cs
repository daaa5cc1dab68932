using System.Text.RegularExpressions;

namespace LossGen.Formulas.Tests.Drawing;

/// <summary>A random formula over declarations: every production of the language, arranged so that most of them bind.</summary>
internal sealed partial class FormulaDraw(Random random, Declarations declared)
{
    private readonly List<(string Name, string Axis)> _indices = [];
    private readonly List<Source> _sources = [.. declared.Sources];
    private readonly List<(string Name, string? ArrayOver)> _functions = [];
    private int _names;

    public string Formula()
    {
        var parts = new List<string>();
        for (int definitions = Chance(0.3) ? random.Next(1, 4) : 0; definitions > 0; definitions--)
            parts.Add(Definition());
        parts.Add(Result(random.Next(1, 5)));
        if (declared.MeanBy.Length > 0 && Chance(0.25))
            parts.Add("mean by " + MeanBy(declared.MeanBy[random.Next(declared.MeanBy.Length)]));
        return string.Join("; ", parts);
    }

    private string Definition()
    {
        string name = Fresh("z");
        string axis = Axis(ofLists: false);
        switch (random.Next(axis.Length == 0 ? 2 : 4))
        {
            case 0:
                string value = $"{name} := {Real(2)}";
                _sources.Add(new(name, []));
                return value;
            case 1:
                string argument = Fresh("d");
                Source[] before = [.. _sources];
                _sources.Add(new(argument, []));
                string function = $"{name}({argument}) := {Real(2)}";
                _sources.Clear();
                _sources.AddRange(before);
                _functions.Add((name, null));
                return function;
            case 2:
                string index = Fresh("g");
                _indices.Add((index, axis));
                string array = $"{name}[{index} in {axis}] := {Real(2)}";
                _indices.Clear();
                _sources.Add(new(name, [axis]));
                return array;
            default:
                string first = Fresh("d"), second = Fresh("d"), over = Fresh("h");
                _functions.Add((name, axis));
                return $"{name}({first}, {second}) := {Pick("sum", "norm", "max", "mean")}[{over} in {axis}]({Pick($"{first}[{over}]*{second}[{over}]", $"{first}[{over}] - {second}[{over}]", $"({first}[{over}] - 2{second}[{over}])^2")})";
        }
    }

    private string Result(int depth)
    {
        string axis = Axis(ofLists: false);
        bool hasLabel = declared.Labels.Exists(label => label.Axis == axis);
        switch (random.Next(8))
        {
            case 0 when axis.Length > 0:
                string own = Fresh("r");
                _indices.Add((own, axis));
                string each = $"{Fresh("o")}[{own} in {axis}] := {Reading(depth)}";
                _indices.Clear();
                return each;
            case 1 when hasLabel:
                _indices.Add(("i", axis));
                string where = $"{Reading(depth)} where i {Pick("!=", "==", "<")} {declared.Labels.First(label => label.Axis == axis).Name}";
                _indices.Clear();
                return where;
            case 2 when _sources.Exists(source => source.IsArrayOver(axis)):
                // An index bound by nothing, which a result of one term sums over.
                string term = _sources.First(source => source.IsArrayOver(axis)).Name;
                return $"{Real(1).At(Level.Power)}*{term}[j]";
            default:
                return Reading(depth).Value;
        }
    }

    /// <summary>A number that reads an input with a gradient, without which there is no loss.</summary>
    private Text Reading(int depth)
    {
        Text number = Real(depth);
        return Regex.IsMatch(number.Value, @"\b[xt]\b")
            ? number
            : new Text($"{number.At(Level.Product)}{Pick("*", " + ", " - ")}{First()}", Level.Sum);
    }

    /// <summary>The first input, at some subscripts or under a sum.</summary>
    private string First()
    {
        Source first = _sources[0];
        if (first.Axes.Length < 2 && first.Axes.All(axis => Subscripts(axis).Any()))
            return Read(first);
        string[] indices = [.. first.Axes.Select(_ => Fresh("i"))];
        return $"{Pick("sum", "mean", "max")}[{string.Join(", ", indices)}](x[{string.Join(", ", indices)}])";
    }

    private string MeanBy(Source weight)
    {
        if (weight.Axes.Length == 0)
            return weight.Name;
        return declared.Labels.Exists(label => label.Axis == "C") ? $"{weight.Name}[y]" : $"sum[m in C]({weight.Name}[m])";
    }

    private string Fresh(string letter) => letter + _names++;

    private bool Chance(double probability) => random.NextDouble() < probability;

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];

    /// <summary>An axis to run over, or nothing.</summary>
    private string Axis(bool ofLists)
    {
        string[] axes = [.. declared.Axes.Where(axis => ofLists || axis != declared.List?.Axis)];
        return axes.Length == 0 ? "" : axes[random.Next(axes.Length)];
    }
}
