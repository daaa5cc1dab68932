namespace LossGen.Formulas.Tests.Drawing;

/// <content>Numbers: any ones, positive ones, and ones between -1 and 1, so that functions see what they are made for.</content>
internal sealed partial class FormulaDraw
{
    private Text Real(int depth)
    {
        if (depth <= 0 || Chance(0.1))
            return Leaf();
        switch (random.Next(24))
        {
            case 0 or 1:
                return new Text($"{Real(depth - 1).At(Level.Sum)} + {Real(depth - 1).At(Level.Product)}", Level.Sum);
            case 2 or 3:
                return new Text($"{Real(depth - 1).At(Level.Sum)} - {Real(depth - 1).At(Level.Product)}", Level.Sum);
            case 4 or 5:
                return new Text($"{Real(depth - 1).At(Level.Product)}{Pick("*", " * ", "·")}{Real(depth - 1).At(Level.Sign)}", Level.Product);
            case 6:
                return new Text($"{Real(depth - 1).At(Level.Product)}/{Positive(depth - 1).At(Level.Power)}", Level.Product);
            case 7:
                return new Text($"-{Real(depth - 1).At(Level.Sign)}", Level.Sign);
            case 8:
                return Power(depth);
            case 9 or 10:
                string function = Pick(
                    "relu", "sigmoid", "σ", "softplus", "logsigmoid", "tanh", "abs", "sin", "cos", "atan", "erf", "erfc", "sign", "stop", "floor", "round");
                return $"{function}({Real(depth - 1)})";
            case 11:
                return $"{Pick("exp", "expm1", "sinh", "cosh", "asin", "acos")}({Unit(depth - 1)})";
            case 12:
                return $"{Pick("log", "log2", "log1p", "sqrt", "cbrt", "xlogx", "lgamma", "digamma", "trigamma")}({Positive(depth - 1)})";
            case 13:
                return Two(depth);
            case 14:
                return $"|{Real(depth - 1)}|";
            case 15 or 16:
                return Piecewise(depth);
            case 17:
                return Known(depth);
            case 18 when _functions.Count > 0:
                return Apply(depth);
            case 19 or 20 or 21 or 22 when declared.Axes.Count > 0:
                return Reduction(depth);
            default:
                return Leaf();
        }
    }

    private Text Power(int depth) => random.Next(4) switch
    {
        0 when declared.HasPower => new Text($"{Real(depth - 1).At(Level.Operand)}^p", Level.Power),
        1 => new Text($"{Positive(depth - 1).At(Level.Operand)}^{Pick("0.5", "-1", "1.5", "-0.5", "2.5", "(1/3)")}", Level.Power),
        2 => new Text($"{Positive(depth - 1).At(Level.Operand)}^{Unit(depth - 1).At(Level.Operand)}", Level.Power),
        _ => new Text($"{Real(depth - 1).At(Level.Operand)}^{Pick("2", "3", "2", "4")}", Level.Power),
    };

    private Text Two(int depth) => random.Next(6) switch
    {
        0 => $"xlogy({Real(depth - 1)}, {Positive(depth - 1)})",
        1 => $"{Pick("clampmin", "clampmax")}({Real(depth - 1)}, {Pick("0", "-0.5", "0.25")})",
        2 => $"clamp({Real(depth - 1)}, {Pick("0, 1", "-0.5, 0.75")})",
        3 => $"logaddexp({Real(depth - 1)}, {Real(depth - 1)})",
        _ => $"{Pick("max", "min")}({Pick("0", "1", Real(depth - 1).Value)}, {Real(depth - 1)})",
    };

    private Text Piecewise(int depth)
    {
        if (declared.HasSign && Chance(0.4))
            return $"{{ {Real(depth - 1)} if u == 1; {Real(depth - 1)} if u == -1 }}";
        string more = Chance(0.2) ? $"{Real(depth - 1)} if {Condition(depth - 1)}; " : "";
        return $"{{ {Real(depth - 1)} if {Condition(depth - 1)}; {more}{Real(depth - 1)} otherwise }}";
    }

    private Text Apply(int depth)
    {
        (string name, string? over) = _functions[random.Next(_functions.Count)];
        if (over is null)
            return $"{name}({Real(depth - 1)})";
        string[] arrays = [.. _sources.Where(source => source.IsArrayOver(over)).Select(source => source.Name)];
        return arrays.Length == 0 ? Leaf() : $"{name}({Pick(arrays)}, {Pick(arrays)})";
    }

    private Text Positive(int depth)
    {
        if (depth <= 0 || Chance(0.15))
        {
            string[] known = [.. Readable().Where(source => source.Sort != Sort.Any).Select(Read), .. declared.Axes];
            return known.Length > 0 && Chance(0.7)
                ? new Text($"{Pick("0.1", "0.5", "1")} + {Pick(known)}", Level.Sum)
                : Pick("0.5", "2", "pi", "1.25");
        }

        return random.Next(9) switch
        {
            0 => new Text($"1 + {new Text(Real(depth - 1).At(Level.Operand) + "^2", Level.Power)}", Level.Sum),
            1 => $"exp({Unit(depth - 1)})",
            2 => new Text($"softplus({Real(depth - 1)}) + 0.1", Level.Sum),
            3 => $"sigmoid({Real(depth - 1)})",
            4 => new Text($"|{Real(depth - 1)}| + 0.25", Level.Sum),
            5 => new Text($"{Positive(depth - 1).At(Level.Product)}*{Positive(depth - 1).At(Level.Sign)}", Level.Product),
            6 when declared.Axes.Count > 0 => new Text($"0.5 + {Bracket(Pick("sum", "mean"), 1, () => Positive(depth - 1).Value, conditions: false)}", Level.Sum),
            7 => new Text($"relu({Real(depth - 1)}) + 0.5", Level.Sum),
            _ => new Text($"{Positive(depth - 1).At(Level.Sum)} + {Positive(depth - 1).At(Level.Product)}", Level.Sum),
        };
    }

    private Text Unit(int depth) => random.Next(depth <= 0 ? 2 : 4) switch
    {
        0 => new Text($"0.9*tanh({Real(depth - 1)})", Level.Product),
        1 => new Text($"0.8*sin({Real(depth - 1)})", Level.Product),
        2 => new Text($"sigmoid({Real(depth - 1)}) - 0.5", Level.Sum),
        _ => $"clamp({Real(depth - 1)}, -0.75, 0.75)",
    };

    /// <summary>What the rules of stability look for, with anything for their names.</summary>
    private Text Known(int depth)
    {
        string u = Real(depth - 1).At(Level.Operand), a = Real(depth - 1).At(Level.Operand);
        string positive = Positive(depth - 1).At(Level.Operand);
        return random.Next(20) switch
        {
            0 => $"log(1 + exp({u}))",
            1 => $"log(sigmoid({u}))",
            2 => $"log(1 - sigmoid({u}))",
            3 => new Text($"1 - sigmoid({u})", Level.Sum),
            4 => new Text($"exp({u})/(1 + exp({u}))", Level.Product),
            5 => new Text($"sigmoid({u})/(1 - sigmoid({u}))", Level.Product),
            6 => new Text($"(1 - sigmoid({u}))^{positive}*log(sigmoid({u}))", Level.Product),
            7 => $"log(exp({u}) + exp({a}))",
            8 => $"log(1 - exp(-{positive}))",
            9 => new Text($"exp({u}) - 1", Level.Sum),
            10 => $"log(1/{positive})",
            11 => $"log({positive}^3)",
            12 => new Text($"{positive}*log({positive})", Level.Product),
            13 => $"log(cosh({u}))",
            14 => new Text($"1 - tanh({u})^2", Level.Sum),
            15 => new Text($"1 - erf({u})", Level.Sum),
            16 => $"cos(acos({Unit(depth - 1)}) + {Pick("0.5", "margin", "0.25")})".Replace("margin", _sources.Exists(source => source.Name == "margin") ? "margin" : "1", StringComparison.Ordinal),
            17 => new Text($"sqrt(1 + {u}^2) - 1", Level.Sum),
            18 => new Text($"{u}^2 - {a}^2", Level.Sum),
            _ => new Text($"1 - cos({u})", Level.Sum),
        };
    }

    private Text Leaf()
    {
        switch (random.Next(14))
        {
            case 0:
                return Pick("1", "2", "0.5", "0.125", "3", "pi", "1e-1");
            case 1 when declared.Axes.Count > 0:
                return Axis(ofLists: true);
            case 2 when _indices.Count > 0:
                return _indices[random.Next(_indices.Count)].Name;
            case 2 when declared.Labels.Count > 0:
                return declared.Labels[0].Name;
            case 3 when declared.HasSign:
                return "u";
            case 4:
                Text read = Anything();
                return read.Level == Level.Operand && char.IsLetter(read.Value[0]) ? new Text($"{Pick("2", "0.5", "3")}{read}", Level.Product) : read;
            default:
                return Anything();
        }
    }

    /// <summary>Something that is read: inputs more often than parameters, under a sum where nothing else gives a subscript.</summary>
    private Text Anything()
    {
        Source[] readable = [.. Readable()];
        Source[] arrays = [.. _sources.Where(source => source.Axes.Length == 1)];
        if (arrays.Length > 0 && (readable.Length == 0 || Chance(readable.Any(source => source.Axes.Length > 0) ? 0.05 : 0.5)))
        {
            Source array = arrays[random.Next(arrays.Length)];
            string index = Fresh("i");
            return $"{Pick("sum", "mean", "max", "norm", "lse")}[{index} in {array.Axes[0]}]({array.Name}[{index}])";
        }

        return readable.Length == 0 ? "1" : Read(readable[random.Next(readable.Length)]);
    }

    /// <summary>What can be read here, the first input more often than the others.</summary>
    private IEnumerable<Source> Readable() => _sources.Where(source => source.Axes.All(axis => Subscripts(axis).Any()))
        .SelectMany(source => Enumerable.Repeat(source, source.Name == "x" ? 4 : source.Axes.Length > 0 ? 2 : 1));

    private string Read(Source source) => source.Axes.Length == 0
        ? source.Name
        : $"{source.Name}[{string.Join(", ", source.Axes.Select(Subscript))}]";

    private string Subscript(string axis)
    {
        // What a bracket binds is what its body should depend on.
        string[] bound = [.. _indices.Where(index => index.Axis == axis).Select(index => index.Name)];
        if (bound.Length > 0 && Chance(0.75))
            return bound[^1];
        string[] arrays = [.. _sources.Where(source => source.IsArrayOver(axis)).Select(source => source.Name)];
        if (arrays.Length > 0 && Chance(0.1))
        {
            string index = Fresh("o");
            return $"{Pick("argmax", "argmin")}[{index}]({Pick(arrays)}[{index}])";
        }

        return Pick([.. Subscripts(axis)]);
    }

    private IEnumerable<string> Subscripts(string axis)
    {
        foreach (string name in _indices.Where(index => index.Axis == axis).Select(index => index.Name))
            yield return name;
        foreach (string name in declared.Labels.Where(label => label.Axis == axis).Select(label => label.Name))
            yield return name;
        if (declared.List is { } list && list.Of == axis)
        {
            foreach (string name in _indices.Where(index => index.Axis == list.Axis).Select(index => index.Name))
                yield return $"{list.Name}[{name}]";
        }
    }
}
