namespace LossGen.Bench.Rows;

/// <summary>What numbers an input is drawn from.</summary>
internal enum Draw
{
    Normal,
    Probability,
    Positive,
    Cosine,
    Sign,
    Bit,

    /// <summary>An index below an axis.</summary>
    Label,

    /// <summary>Five different indices, then -1, in rows as long as the axis.</summary>
    Labels,
}

/// <summary>An input of a loss.</summary>
/// <param name="Name">Its parameter's name.</param>
/// <param name="Axes">One letter an axis; N stands for the samples and is missing in shared arrays.</param>
/// <param name="Draw">What it holds.</param>
/// <param name="Wanted">Whether its gradient is asked for.</param>
/// <param name="LabelAxis">The axis that a label indexes.</param>
internal sealed record Operand(string Name, string Axes, Draw Draw = Draw.Normal, bool Wanted = false, char LabelAxis = 'C')
{
    /// <summary>Whether a row has to be read only where its label points, or as far as its labels go: one line of the cache.</summary>
    public bool AtLabels { get; init; }

    public bool IsLabel => Draw is Draw.Label or Draw.Labels;

    public string GradientName => NameOfGradient(Name);

    public static string NameOfGradient(string name) => "grad" + char.ToUpperInvariant(name[0]) + name[1..];

    public static Operand Output(string name, string axes, Draw draw = Draw.Normal) => new(name, axes, draw, Wanted: true);

    public static Operand Label(string name, char axis = 'C') => new(name, "N", Draw.Label, LabelAxis: axis);
}
