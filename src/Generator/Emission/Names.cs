namespace LossGen.Generator.Emission;

/// <summary>Names of one method at a time: each given out once, numbered only when it must be.</summary>
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

    private readonly Dictionary<string, Word> _words = new(StringComparer.Ordinal);
    private readonly Word[] _reserved;

    /// <summary>The number of the present method: what was taken in another is free.</summary>
    private int _method;

    public Names(params string[] reserved)
    {
        _reserved = Array.ConvertAll(reserved, Known);
        Clear();
    }

    /// <summary>For the next method, where all but the reserved names are free; it has many of the same, and they are known by then.</summary>
    public void Clear()
    {
        _method++;
        foreach (Word word in _reserved)
            IsFirst(word);
    }

    public string Take(string wished)
    {
        Word word = Known(wished);
        if (IsFirst(word) && !word.IsKeyword)
            return wished;
        Word numbered;
        do
            numbered = Numbered(word, word.Next++);
        while (!IsFirst(numbered));
        return numbered.Text;
    }

    /// <summary>Whether it was free, which it is no longer.</summary>
    private bool IsFirst(Word word)
    {
        if (word.Method == _method)
            return false;
        (word.Method, word.Next) = (_method, FirstNumber);
        return true;
    }

    private Word Known(string text)
    {
        if (!_words.TryGetValue(text, out Word? word))
            _words.Add(text, word = new(text));
        return word;
    }

    private Word Numbered(Word word, int number)
    {
        var known = word.Numbered ??= [];
        if (number - FirstNumber == known.Count)
            known.Add(Known(Numbered(word.Text, number)));
        return known[number - FirstNumber];
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

    private const int FirstNumber = 2;

    private sealed class Word(string text)
    {
        public string Text => text;

        public bool IsKeyword { get; } = Keywords.Contains(text);

        /// <summary>In which it is taken, or was last.</summary>
        public int Method { get; set; }

        /// <summary>The first number that may be free, where the word itself isn't.</summary>
        public int Next { get; set; }

        /// <summary>The same word with each number that was needed so far.</summary>
        public List<Word>? Numbered { get; set; }
    }
}
