namespace LossGen.Generator.Binding;

/// <summary>Random formulas, most of them right: each production of the language, over one set of declarations.</summary>
internal sealed class FormulaGrammar(Random random)
{
    public const string Inputs = "x[C], t[C], s, y in C, l[J] in C until -1, shared k[M, C], u in {-1, 1}, 0 <= q <= 1, w[C] = 1";

    public const string Parameters = "double margin = 1, int p = 1, bool flag = true, double[]? w = null";

    private readonly List<(string Name, string Axis)> _indices = [];
    private readonly List<string> _values = [];
    private readonly List<(string Name, string Axis)> _arrays = [];
    private readonly List<(string Name, bool TakesArray)> _functions = [];
    private int _names;

    public string Formula()
    {
        var parts = new List<string>();
        int definitions = random.Next(4) == 0 ? random.Next(1, 4) : 0;
        for (int i = 0; i < definitions; i++)
            parts.Add(Definition());
        int depth = random.Next(1, 4);
        switch (random.Next(8))
        {
            case 0:
                _indices.Add(("e", "C"));
                parts.Add($"r[e in C] := {Sum(depth)}");
                _indices.Clear();
                break;
            case 1:
                _indices.Add(("i", "C"));
                parts.Add($"{Sum(depth)}*x[i] where i != y");
                _indices.Clear();
                break;
            default:
                parts.Add(Sum(depth));
                break;
        }

        if (random.Next(8) == 0)
            parts.Add("mean by " + Pick("w[y]", "q", "1", "C", "sum[i](w[i])"));
        return string.Join(Pick("; ", ";", ";\n"), parts);
    }

    private string Definition()
    {
        string name = "z" + _names++;
        string body;
        switch (random.Next(3))
        {
            case 0:
                body = $"{name} := {Sum(2)}";
                _values.Add(name);
                break;
            case 1:
                _indices.Add(("g", "C"));
                body = $"{name}[g in C] := {Sum(2)}";
                _indices.Clear();
                _arrays.Add((name, "C"));
                break;
            default:
                bool takesArray = random.Next(2) == 0;
                body = takesArray ? $"{name}(a) := sum[h in C](a[h]^2)" : $"{name}(a) := a*{Sum(1)}";
                _functions.Add((name, takesArray));
                break;
        }

        return body;
    }

    private string Sum(int depth)
    {
        string text = Product(depth);
        for (int i = random.Next(4) == 0 ? random.Next(1, 3) : 0; i > 0; i--)
            text += Pick(" + ", " - ", "+", "-") + Product(depth);
        return text;
    }

    private string Product(int depth)
    {
        // Not behind a division, where it has two readings.
        string text = random.Next(20) == 0 ? Pick("2margin", "2p^2", "0.5x[y]", "3exp(s)", "2q") : Power(depth);
        for (int i = random.Next(4) == 0 ? random.Next(1, 3) : 0; i > 0; i--)
            text += Pick("*", "/", " * ", "·") + Power(depth);
        return random.Next(8) == 0 ? "-" + text : text;
    }

    private string Power(int depth) => random.Next(6) == 0 ? $"{Operand(depth)}^{Pick("2", "p", "-1", "0.5", "-2")}" : Operand(depth);

    private string Operand(int depth)
    {
        if (depth <= 0 || random.Next(4) == 0)
            return Leaf();
        switch (random.Next(12))
        {
            case 0:
                return $"({Sum(depth - 1)})";
            case 1:
                return $"|{Sum(depth - 1)}|";
            case 2:
                return $"{{ {Sum(depth - 1)} if {Condition(depth - 1)}; {Sum(depth - 1)} otherwise }}";
            case 3:
                return "{ s if u == 1; -s if u == -1 }";
            case 4:
                return $"{Pick("max", "min", "logaddexp", "xlogy")}({Sum(depth - 1)}, {Sum(depth - 1)})";
            case 5 or 6:
                return $"{Pick("exp", "log", "relu", "sigmoid", "σ", "tanh", "sqrt", "stop", "log1p", "softplus")}({Sum(depth - 1)})";
            case 7:
                return "count" + Bracket(axis => Condition(depth - 1));
            case 8:
                return "norm" + Bracket(axis => Sum(depth - 1) + Pick("", ", p", ", 1", ", inf"));
            case 9:
                return "softmax" + Bracket(axis => Sum(depth - 1), single: true, onC: true) + $"[{Index("C")}]";
            case 10 when _functions.Count > 0:
                (string name, bool takesArray) = _functions[random.Next(_functions.Count)];
                return $"{name}({(takesArray ? Pick("x", "t", "w") : Sum(depth - 1))})";
            default:
                return Pick("sum", "prod", "mean", "max", "min", "lse", "sum", "Σ") + Bracket(axis => Sum(depth - 1));
        }
    }

    private string Leaf()
    {
        switch (random.Next(10))
        {
            case 0:
                return Pick("1", "2", "0.5", "1e-3", "pi", "3.25");
            case 1:
                return Pick("margin", "p", "flag", "C", "J", "M");
            case 2:
                return Pick("s", "q", "u");
            case 3 when _values.Count > 0:
                return _values[random.Next(_values.Count)];
            case 4 when _arrays.Count > 0:
                return $"{_arrays[random.Next(_arrays.Count)].Name}[{Index("C")}]";
            case 5:
                return _indices.Count > 0 ? _indices[random.Next(_indices.Count)].Name : "y";
            case 6 when _indices.Exists(index => index.Axis == "M"):
                return $"k[{Index("M")}, {Index("C")}]";
            default:
                return $"{Pick("x", "t", "w")}[{Index("C")}]";
        }
    }

    private string Index(string axis)
    {
        string[] names = [.. _indices.Where(index => index.Axis == axis).Select(index => index.Name)];
        if (names.Length > 0 && random.Next(4) > 0)
            return names[random.Next(names.Length)];
        if (axis != "C")
            return names[0];
        string[] positions = [.. _indices.Where(index => index.Axis == "J").Select(index => index.Name)];
        if (positions.Length > 0 && random.Next(2) == 0)
            return $"l[{positions[random.Next(positions.Length)]}]";
        return random.Next(12) == 0 ? "argmax[o](x[o])" : "y";
    }

    private string Condition(int depth)
    {
        string index = _indices.Exists(index => index.Axis == "C") ? Index("C") : "y";
        return random.Next(10) switch
        {
            0 => $"{index} {Pick("!=", "==", "<", "≥")} y",
            1 => $"{index} {Pick("in", "not in", "∉")} l",
            2 when depth > 0 => $"{Condition(depth - 1)} {Pick("and", "or")} {Condition(depth - 1)}",
            3 when depth > 0 => $"not ({Condition(depth - 1)})",
            4 => Pick("flag", "not flag", "u == 1"),
            5 when depth > 0 => Pick("any", "all") + Bracket(axis => Condition(depth - 1)),
            6 => $"0 < {Sum(Math.Min(depth, 1))} <= 1",
            _ => $"{Sum(Math.Min(depth, 1))} {Pick("<", ">", "<=", ">=", "==", "!=", "≠")} {Sum(0)}",
        };
    }

    private string Bracket(Func<string, string> body, bool single = false, bool onC = false)
    {
        int before = _indices.Count;
        var binders = new List<string>();
        for (int i = single ? 1 : random.Next(5) == 0 ? 2 : 1; i > 0; i--)
        {
            string axis = onC ? "C" : Pick("C", "C", "C", "J", "M");
            string name = Pick("i", "j", "a", "b") + _names++;
            string constraint = axis == "C" && random.Next(3) == 0 ? Pick(" != y", " not in l", " < y", " ≤ y") : "";
            binders.Add($"{name} in {axis}{constraint}");
            _indices.Add((name, axis));
        }

        string condition = random.Next(6) == 0 ? " : " + Condition(0) : "";
        string text = $"[{string.Join(", ", binders)}{condition}]({body("C")})";
        _indices.RemoveRange(before, _indices.Count - before);
        return text;
    }

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];
}
