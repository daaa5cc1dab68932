using System.Text.RegularExpressions;
using LossGen.Generator.Functions;
using LossGen.Generator.Syntax;

namespace LossGen.Generator.Binding;

/// <summary>What would be right, for names that nothing declares.</summary>
internal static class Suggestions
{
    public static string ForName(string name, Catalogue catalogue, Scope scope, bool isArray = false)
    {
        if (name.IndexOf('.') >= 0)
            return ForMember(name, "…", catalogue, scope);
        if (Near(name, scope.Symbols.Select(symbol => symbol.Name).Concat(Constants.All.Select(constant => constant.Name))) is { } near)
            return $"did you mean '{near}'?";
        if (Underscored(name, catalogue, scope) is { } underscored)
            return underscored;
        if (ForeignNames.Find(name) is { } foreign)
            return foreign;
        if (catalogue.FindReduction(name) is not null)
            return $"as a reduction write {Reduction(name)}";
        if (catalogue.FindFunction(name) is { IsPublic: true, Operator: Operator.None } function)
            return $"as a function write {Call(function)}";
        if (Camel(name, scope) is { } camel)
            return $"did you mean '{camel}'?";
        if (isArray)
            return $"declare {name}[C] in Inputs, or a parameter double[] {name}";
        if (FreeNames.IsIndexName(name))
            return $"an index is bound by a bracket, as in sum[{name}](…)";
        return char.IsUpper(name[0])
            ? "as the length of an axis it belongs to an array that is declared in Inputs, as in x[" + name + "]"
            : "declare it in Inputs, or make it a parameter of the constructor";
    }

    /// <param name="arguments">As written.</param>
    public static string ForFunction(string name, string arguments, Catalogue catalogue, Scope scope)
    {
        if (name.IndexOf('.') >= 0)
            return ForMember(name, arguments, catalogue, scope);
        if (Underscored(name, catalogue, scope) is { } underscored)
            return underscored;
        if (ForeignNames.Find(name) is { } foreign)
            return Filled(foreign, arguments);
        IEnumerable<string> functions = catalogue.Functions.Where(row => row is { IsPublic: true, Operator: Operator.None }).Select(row => row.Name)
            .Concat(scope.Symbols.OfType<DefinitionSymbol>().Where(symbol => symbol.Syntax.IsFunction).Select(symbol => symbol.Name));
        if (Near(name, functions) is { } near)
            return $"did you mean '{near}'?";
        if (Near(name, catalogue.Reductions.Select(row => row.Word)) is { } word)
            return $"did you mean the reduction {Reduction(word)}?";
        return $"define it before its use, as in {name}(u) := …;";
    }

    /// <summary>torch.exp(x), x.pow(2): the function of that name, if there is one.</summary>
    private static string ForMember(string name, string arguments, Catalogue catalogue, Scope scope)
    {
        string owner = name.Substring(0, name.IndexOf('.'));
        string last = name.Substring(name.LastIndexOf('.') + 1).ToLowerInvariant();
        bool isMethod = scope.Find(owner) is not null;
        if (!isMethod)
            arguments = arguments.Replace(owner + ".", "");
        if (catalogue.FindFunction(last) is { IsPublic: true, Operator: Operator.None })
            return $"write {last}({(isMethod ? owner : arguments)})";
        if (catalogue.FindReduction(last) is not null)
            return $"write {Reduction(last, isMethod ? owner : arguments)}";
        if (ForeignNames.Find(last) is { } foreign)
            return isMethod ? OfMethod(foreign, owner, arguments) : Filled(foreign, arguments);
        return isMethod ? "names have no members, so write a function around it" : $"functions stand alone, without '{owner}.', and there is none of that name";
    }

    /// <summary>What is written instead, of the arguments as they stand: write log(…), lse[i](…) or max(a, b).</summary>
    private static string Filled(string right, string arguments)
    {
        if (arguments == "…")
            return right;
        if (right.EndsWith("](…)", StringComparison.Ordinal) && IsName(arguments))
            return right.Substring(0, right.Length - 2) + Reduction("sum", arguments).Substring("sum[i](".Length);
        bool isOne = arguments.IndexOf(',') < 0;
        return isOne && !right.EndsWith("](…)", StringComparison.Ordinal) ? right.Replace("(…)", $"({arguments})") : right.Replace("(a, b)", $"({arguments})");
    }

    /// <summary>x.pow(2) and x.detach(): the owner is the first operand, a.</summary>
    private static string OfMethod(string right, string owner, string arguments) =>
        Regex.Replace(Filled(right.Replace("(…)", $"({owner})"), "…"), @"\b[ab]\b", operand => operand.Value == "a" ? owner : arguments);

    public static string ForReduction(string word, Catalogue catalogue, Scope scope)
    {
        if (scope.Find(word) is { } symbol)
            return $"it is {symbol.Kind}, so write {word}[…]*(…) for a product";
        if (ForeignNames.Find(word) is { } foreign)
            return foreign;
        if (Near(word, catalogue.Reductions.Select(row => row.Word)) is { } near)
            return $"did you mean '{near}'?";
        if (catalogue.FindFunction(word) is { IsPublic: true, Operator: Operator.None } function)
            return $"it is a function, so write {Call(function)}";
        return "write one of " + string.Join(", ", catalogue.Reductions.Select(row => row.Word));
    }

    public static string ForAxis(string name, Scope scope)
    {
        string[] axes = scope.Symbols.OfType<AxisSymbol>().Select(symbol => symbol.Name).Reverse().ToArray();
        if (Near(name, axes) is { } near)
            return $"did you mean '{near}'?";
        return axes.Length == 0 ? "no array here has an axis" : $"there is {string.Join(" and ", axes)}";
    }

    /// <summary>A label, index or definition with nearly that name.</summary>
    public static string? NearSubscript(string name, Scope scope) => name.Length < 2
        ? null
        : Near(name, scope.Symbols.Where(symbol => symbol is not AxisSymbol).Select(symbol => symbol.Name));

    /// <summary>How a reduction is written, with a body if there is one.</summary>
    public static string Reduction(string word, string body = "…")
    {
        string index = word == "softmax" ? "c" : "i";
        string element = body.Length > 0 && IsName(body) ? $"{body}[{index}]" : body;
        return word switch
        {
            "softmax" => $"softmax[c]({element})[y]",
            "count" or "any" or "all" => $"{word}[i](condition)",
            _ => $"{word}[i]({element})",
        };
    }

    public static string Call(Function function, int given = 0)
    {
        string call = $"{function.Name}({string.Join(", ", function.Parameters)})";
        return given > 2 && function.Arity == 2 && function.Name is "max" or "min" ? $"{function.Name}({function.Name}(a, b), c)" : call;
    }

    private static bool IsName(string text) => text.All(character => char.IsLetterOrDigit(character) || character == '_');

    /// <summary>x_i, sum_i, x_hat: papers and Python.</summary>
    private static string? Underscored(string name, Catalogue catalogue, Scope scope)
    {
        int underscore = name.IndexOf('_');
        if (underscore <= 0 || underscore == name.Length - 1)
            return null;
        string stem = name.Substring(0, underscore);
        string tail = name.Substring(underscore + 1);
        if (catalogue.FindReduction(stem) is not null && tail.Length <= 2)
            return $"write {stem}[{tail}](…)" + (stem == "sum" ? $" or sum_{{{tail}}} …" : "");
        return scope.Find(stem) is InputSymbol or ParameterSymbol && tail.Length <= 2 && !char.IsDigit(tail[0]) ? $"write {stem}[{tail}]" : null;
    }

    /// <summary>label_smoothing for labelSmoothing.</summary>
    private static string? Camel(string name, Scope scope)
    {
        string plain = Plain(name);
        return scope.Symbols.FirstOrDefault(symbol => Plain(symbol.Name) == plain)?.Name;

        static string Plain(string text) => text.Replace("_", "").ToLowerInvariant();
    }

    /// <summary>A parameter with nearly the name of what was taken for an input.</summary>
    public static string? NearParameter(string name, EquatableArray<ParameterDeclaration> parameters) =>
        Near(name, parameters.Select(parameter => parameter.Name));

    /// <summary>The nearest name within one change in three letters, or one that differs by case only.</summary>
    private static string? Near(string name, IEnumerable<string> candidates)
    {
        string? best = null;
        int distance = Math.Min(3, name.Length / 3 + (name.Length == 2 ? 1 : 0)) + 1;
        foreach (string candidate in candidates.Distinct())
        {
            int length = string.Equals(candidate, name, StringComparison.OrdinalIgnoreCase) ? 0 : EditDistance(name, candidate);
            if (length < distance && (candidate.Length > 1 || length == 0))
            {
                distance = length;
                best = candidate;
            }
        }

        return best;
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours.</summary>
    private static int EditDistance(string left, string right)
    {
        int[,] table = new int[left.Length + 1, right.Length + 1];
        for (int i = 0; i <= left.Length; i++)
            table[i, 0] = i;
        for (int j = 0; j <= right.Length; j++)
            table[0, j] = j;
        for (int i = 1; i <= left.Length; i++)
        {
            for (int j = 1; j <= right.Length; j++)
            {
                int replaced = table[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                table[i, j] = Math.Min(replaced, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
            }
        }

        return table[left.Length, right.Length];
    }
}
