namespace LossGen.Generator.Emission;

/// <summary>Names of one method: each given out once, numbered only when it must be.</summary>
internal sealed class Names
{
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue",
        "decimal", "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally",
        "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock",
        "long", "namespace", "new", "null", "object", "operator", "out", "override", "params", "private", "protected",
        "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc", "static", "string",
        "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort",
        "using", "virtual", "void", "volatile", "while", "nint", "nuint", "var", "field", "value",
    };

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>For a name that was wished for before, the first number that may be free.</summary>
    private readonly Dictionary<string, int> _next = new(StringComparer.Ordinal);

    public Names(params string[] reserved) => _taken.UnionWith(reserved);

    public string Take(string wished)
    {
        if (!_next.TryGetValue(wished, out int number))
        {
            if (!Keywords.Contains(wished) && _taken.Add(wished))
                return wished;
            number = 2;
        }

        string name;
        do
            name = Numbered(wished, number++);
        while (!_taken.Add(name));
        _next[wished] = number;
        return name;
    }

    /// <summary>With a number, or with a letter where a number would be read as a part of the name: log2 is another function.</summary>
    private static string Numbered(string name, int number) =>
        name is "log" or "exp" || char.IsDigit(name[name.Length - 1]) ? name + Letters(number) : name + number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>B for 2, as columns of a table are called.</summary>
    private static string Letters(int number) => (number > 26 ? Letters((number - 1) / 26) : "") + (char)('A' + (number - 1) % 26);

    /// <summary>A name of ours that none of the formula's own names is.</summary>
    public static string Apart(string wished, ICollection<string> taken)
    {
        while (taken.Contains(wished))
            wished += "_";
        return wished;
    }

    /// <summary>The name as C# wants it where it may be a keyword.</summary>
    public static string Escape(string name) => Keywords.Contains(name) ? "@" + name : name;

    public static string Raised(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);
}
