namespace LossGen.Formulas.Tests.Drawing;

/// <summary>What is known of a number's size.</summary>
internal enum Sort { Any, Positive, Share }

/// <summary>A number or an array that a formula may read.</summary>
internal sealed record Source(string Name, string[] Axes, Sort Sort = Sort.Any)
{
    public bool IsArrayOver(string axis) => Axes.Length == 1 && Axes[0] == axis;
}

/// <summary>Random declarations: of each form of the language one, or none.</summary>
internal sealed class Declarations
{
    private readonly Random _random;
    private readonly List<string> _inputs = [];
    private readonly List<string> _parameters = [];

    // Those without a default come first.
    private readonly List<string> _required = [];
    private readonly List<string> _constructor = [];

    public Declarations(Random random)
    {
        _random = random;
        AddNumbers();
        AddLabels();
        AddParameters();
        MeanBy = [.. Sources.Where(source => source.Name is "w" or "q" or "margin"), .. Sources.Where(source => source.Name == "n")];
    }

    public List<Source> Sources { get; } = [];

    /// <summary>The axes that an index can run over, those of lists of labels among them.</summary>
    public List<string> Axes { get; } = [];

    /// <summary>Labels, and the axis on which each is an index.</summary>
    public List<(string Name, string Axis)> Labels { get; } = [];

    /// <summary>A list of labels: its own axis, and the one that it names.</summary>
    public (string Name, string Axis, string Of)? List { get; private set; }

    /// <summary>An input of the domain -1, 1.</summary>
    public bool HasSign { get; private set; }

    /// <summary>A parameter that is true or false.</summary>
    public bool HasSwitch { get; private set; }

    /// <summary>A whole number of the domain 1, 2.</summary>
    public bool HasPower { get; private set; }

    /// <summary>What may weigh a sample, so that an input with a gradient remains.</summary>
    public Source[] MeanBy { get; }

    public string Inputs => string.Join(", ", _inputs.Concat(_parameters));

    public string Parameters => string.Join(", ", _required.Concat(_constructor));

    private bool Chance(double probability) => _random.NextDouble() < probability;

    private void AddNumbers()
    {
        double first = _random.NextDouble();
        Number("x", first < 0.15 ? [] : first < 0.3 ? ["C", "D"] : ["C"]);
        if (Chance(0.4))
            Number("t", ["C"]);
        if (Chance(0.25))
            Number("s", []);
        if (Chance(0.2))
            Number("v", Chance(0.5) ? ["C"] : [], Sort.Positive, Chance(0.5) ? "v{0} > 0" : "v{0} >= 0.25");
        if (Chance(0.2))
            Number("q", [], Sort.Share, "0 <= q <= 1");
        if (Chance(0.2))
            Number("a", ["D"]);
        if (Chance(0.2))
            Number("k", Chance(0.5) ? ["M", "C"] : ["C"], shared: true);
        if (Chance(0.1))
            Number("b", [], shared: true);
    }

    private void Number(string name, string[] axes, Sort sort = Sort.Any, string form = "", bool shared = false)
    {
        string brackets = axes.Length == 0 ? "" : $"[{string.Join(", ", axes)}]";
        _inputs.Add((shared ? "shared " : "") + (form.Length == 0 ? name + brackets : string.Format(null, form, brackets)));
        Source(name, axes, sort);
    }

    private void Source(string name, string[] axes, Sort sort)
    {
        Sources.Add(new(name, axes, sort));
        foreach (string axis in axes.Where(axis => !Axes.Contains(axis)))
            Axes.Add(axis);
    }

    private void AddLabels()
    {
        if (Axes.Contains("C") && Chance(0.6))
        {
            string ignoring = "";
            if (Chance(0.3))
            {
                ignoring = Chance(0.5) ? " ignoring -1" : " ignoring ignored";
                if (ignoring.EndsWith('d'))
                    _constructor.Add("int ignored = -100");
            }

            _inputs.Add("y in C" + ignoring);
            Labels.Add(("y", "C"));
        }

        if (Axes.Contains("D") && Chance(0.3))
        {
            _inputs.Add("z in D");
            Labels.Add(("z", "D"));
        }

        if (Axes.Contains("C") && Chance(0.25))
        {
            _inputs.Add("l[J] in C" + (Chance(0.5) ? " until -1" : ""));
            List = ("l", "J", "C");
            Axes.Add("J");
        }

        HasSign = Chance(0.2);
        if (HasSign)
            _inputs.Add("u in {-1, 1}");
    }

    private void AddParameters()
    {
        if (Chance(0.4))
        {
            _constructor.Add("double margin = 0.75");
            if (Chance(0.5))
                _parameters.Add("margin > 0");
            Source("margin", [], Sort.Positive);
        }

        HasPower = Chance(0.3);
        if (HasPower)
        {
            _constructor.Add("int p = 2");
            if (Chance(0.6))
                _parameters.Add("p in {1, 2}");
        }

        if (Chance(0.15))
        {
            _constructor.Add("float share = 0.25f");
            _parameters.Add("0 <= share <= 1");
            Source("share", [], Sort.Share);
        }

        if (Chance(0.1))
        {
            _constructor.Add("long n = 3");
            Source("n", [], Sort.Positive);
        }

        HasSwitch = Chance(0.2);
        if (HasSwitch)
            _constructor.Add("bool flag = true");
        if (Axes.Contains("C") && Chance(0.25))
        {
            _constructor.Add("double[]? w = null");
            _parameters.Add("w[C] = 1");
            Source("w", ["C"], Sort.Positive);
        }

        if (Axes.Contains("C") && Chance(0.1))
        {
            string[] axes = Axes.Contains("D") && Chance(0.5) ? ["D", "C"] : ["C"];
            _required.Add("double[] r");
            _parameters.Add($"r[{string.Join(", ", axes)}]");
            Source("r", axes, Sort.Positive);
        }

        // An axis that no input has.
        if (Chance(0.1))
        {
            _required.Add("double[] e");
            _parameters.Add("e[K]");
            Source("e", ["K"], Sort.Positive);
        }
    }
}
