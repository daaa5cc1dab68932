using System.Text.RegularExpressions;

namespace LossGen.Formulas.Tests.Drawing;

/// <content>Brackets with indices, and conditions.</content>
internal sealed partial class FormulaDraw
{
    private Text Reduction(int depth)
    {
        string plain = Axis(ofLists: false);
        switch (random.Next(12))
        {
            case 0:
                return Bracket("norm", Indices(), () => Real(depth - 1).Value + Pick("", ", 1", ", inf", declared.HasPower ? ", p" : ", 3", ", 1.5"));
            case 1:
                return Bracket("count", Indices(), () => Condition(depth - 1));
            case 2 when plain.Length > 0 && Subscripts(plain).FirstOrDefault() is { } at:
                string softmax = Bracket("softmax", 1, () => Real(depth - 1).Value, conditions: false, over: plain) + $"[{at}]";
                return Chance(0.3) ? $"log({softmax})" : softmax;
            case 3 when plain.Length > 0 && Subscripts(plain).FirstOrDefault() is { } at:
                return Cross(depth, plain, at);
            case 4:
                return PaperSum(depth);
            case 5 when plain.Length > 0:
                return Norms(depth, plain);
            default:
                return Bracket(Pick("sum", "sum", "Σ", "mean", "mean", "max", "min", "lse", "prod"), Indices(), () => Real(depth - 1).Value);
        }
    }

    private int Indices() => Chance(0.15) ? 2 : 1;

    /// <summary>What a classification is made of: log-sum-exp, shares and the term they are compared with.</summary>
    private Text Cross(int depth, string axis, string at)
    {
        string index = Fresh("c");
        _indices.Add((index, axis));
        string body = Real(depth - 1).Value;
        _indices.RemoveAt(_indices.Count - 1);
        string term = Regex.Replace(body, $@"\b{index}\b", at);
        return random.Next(4) switch
        {
            0 => new Text($"lse[{index} in {axis}]({body}) - ({term})", Level.Sum),
            1 => $"log(sum[{index} in {axis}](exp({body})))",
            2 => new Text($"exp({term})/sum[{index} in {axis}](exp({body}))", Level.Product),
            _ => new Text($"-log(exp({term})/sum[{index} in {axis}](exp({body})))", Level.Sign),
        };
    }

    private Text Norms(int depth, string axis)
    {
        string index = Fresh("c");
        _indices.Add((index, axis));
        string body = Real(depth - 1).At(Level.Operand);
        _indices.RemoveAt(_indices.Count - 1);
        return random.Next(3) switch
        {
            0 => $"sqrt(sum[{index} in {axis}]({body}^2))",
            1 => new Text($"sum[{index} in {axis}](|{body}|^3)^(1/3)", Level.Power),
            _ => new Text($"mean[{index} in {axis}]({body}^2) - mean[{index} in {axis}]({body})^2", Level.Sum),
        };
    }

    private Text PaperSum(int depth)
    {
        string axis = Axis(ofLists: true);
        string index = Fresh("i");
        string label = declared.Labels.Where(label => label.Axis == axis).Select(label => label.Name).FirstOrDefault() ?? "";
        string binder = label.Length > 0 ? Pick($"{index} ≠ {label}", $"{index} != {label}") : $"{index} in {axis}";
        _indices.Add((index, axis));
        string text = $"{Pick("sum_", "Σ_")}{{{binder}}} {Real(depth - 1).At(Level.Power)}" + (Chance(0.5) ? $"*{Real(depth - 1).At(Level.Power)}" : "");
        _indices.RemoveAt(_indices.Count - 1);
        return new(text, Level.Product);
    }

    private string Bracket(string word, int indices, Func<string> body, bool conditions = true, string? over = null)
    {
        int before = _indices.Count;
        var binders = new List<string>();
        for (; indices > 0; indices--)
        {
            string axis = over ?? Axis(ofLists: true);
            string name = Fresh("i");
            binders.Add($"{name} in {axis}{(conditions && Chance(0.25) ? Constraint(axis) : "")}");
            _indices.Add((name, axis));
        }

        string condition = conditions && Chance(0.15) ? " : " + Condition(1) : "";
        string text = $"{word}[{string.Join(", ", binders)}{condition}]({body()})";
        _indices.RemoveRange(before, _indices.Count - before);
        return text;
    }

    private string Constraint(string axis)
    {
        var constraints = new List<string>();
        foreach (string other in declared.Labels.Where(label => label.Axis == axis).Select(label => label.Name)
            .Concat(_indices.Where(index => index.Axis == axis).Select(index => index.Name)))
        {
            constraints.AddRange([$" != {other}", $" ≠ {other}", $" < {other}", $" >= {other}"]);
        }

        if (declared.List is { } list && list.Of == axis)
            constraints.AddRange([$" not in {list.Name}", $" in {list.Name}", $" ∉ {list.Name}"]);
        return constraints.Count == 0 ? "" : constraints[random.Next(constraints.Count)];
    }

    private string Condition(int depth)
    {
        switch (random.Next(12))
        {
            case 0 when depth > 0:
                return $"{Condition(depth - 1)} and {Condition(depth - 1)}";
            case 1 when depth > 0:
                return $"({Condition(depth - 1)} or {Condition(depth - 1)})";
            case 2 when depth > 0:
                return $"not ({Condition(depth - 1)})";
            case 3 when declared.HasSwitch:
                return Pick("flag", "not flag");
            case 4 when declared.HasSign:
                return Pick("u == 1", "u != 1", "u > 0");
            case 5 when depth > 0 && declared.Axes.Count > 0:
                return Bracket(Pick("any", "all"), 1, () => Condition(depth - 1));
            case 6:
                return $"{Pick("-1", "0")} < {Real(Math.Min(depth, 1)).At(Level.Sum)} <= {Pick("1", "2")}";
            case 7 or 8 when IndexCondition() is { } condition:
                return condition;
            case 9 when declared.HasPower:
                return Pick("p == 1", "p > 1");
            default:
                return $"{Real(Math.Min(depth, 1)).At(Level.Sum)} {Pick("<", ">", "<=", ">=", "≤")} {Real(0).At(Level.Sum)}";
        }
    }

    private string? IndexCondition()
    {
        if (_indices.Count == 0)
            return null;
        (string name, string axis) = _indices[random.Next(_indices.Count)];
        string constraint = Constraint(axis);
        return constraint.Length == 0 ? null : name + constraint;
    }
}
