using System.ComponentModel;

namespace LossGen.Passes;

/// <summary>A call that a gradient check makes: what it brings, what it asks, and what the loss answered.</summary>
/// <param name="inputs">For each input in declared order numbers as <c>double[]</c> or labels as <c>int[]</c>; they may change between questions.</param>
/// <param name="extents">Those that the members ask for.</param>
/// <param name="inner">The trailing extent of the layout.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CheckedCall(IReadOnlyList<Array> inputs, IReadOnlyList<int> extents, int inner)
{
    /// <summary>What is asked.</summary>
    public CheckedQuestion Question { get; set; }

    /// <summary>Where the losses go, one a sample and result index.</summary>
    public double[] Losses { get; set; } = [];

    /// <summary>What <see cref="CheckedQuestion.BackwardEach"/> multiplies the gradients by.</summary>
    public double[] Upstream { get; set; } = [];

    /// <summary>Where the gradients go, by the places of the inputs; null where none is wanted.</summary>
    public double[]?[] Gradients { get; set; } = [];

    /// <summary>The reduced value that was found.</summary>
    public double Value { get; set; }

    /// <summary>For each sample a number that changes where its inputs change sides of a corner, and nowhere else.</summary>
    public double[] Sides { get; private set; } = [];

    /// <summary>N·inner, known with the sides.</summary>
    public int Samples { get; private set; }

    /// <summary>The product of the result's axes, known with the sides.</summary>
    public int LossesPerSample { get; private set; }

    /// <summary>What the inputs are to the formula that answers.</summary>
    public IReadOnlyList<CheckedInput> Kinds { get; private set; } = [];

    /// <summary>The trailing extent of the layout.</summary>
    public int Inner => inner;

    /// <summary>Whether the call brings what a formula takes; then it is that formula's.</summary>
    /// <param name="kinds">Of the formula's inputs.</param>
    /// <param name="asked">How many extents it asks for.</param>
    public bool Takes(ReadOnlySpan<CheckedInput> kinds, int asked)
    {
        if (kinds.Length != inputs.Count || asked != extents.Count)
            return false;
        for (int place = 0; place < kinds.Length; place++)
        {
            if (inputs[place] is int[] != (kinds[place] == CheckedInput.Labels))
                return false;
        }

        if (Kinds.Count == 0)
            Kinds = kinds.ToArray();
        return true;
    }

    /// <summary>The input at a place, numbers.</summary>
    public ReadOnlySpan<double> Numbers(int place) => (double[])inputs[place];

    /// <summary>The input at a place, labels.</summary>
    public ReadOnlySpan<int> Labels(int place) => (int[])inputs[place];

    /// <summary>An extent that the members ask for.</summary>
    public int Extent(int place) => extents[place];

    /// <summary>Where the gradient of the input at a place goes; empty if nowhere.</summary>
    public Span<double> Gradient(int place) => Gradients[place];

    /// <summary>Makes room for the sides.</summary>
    public void Begin(int samples, nint lossesPerSample)
    {
        (Samples, LossesPerSample) = (samples, (int)lossesPerSample);
        Sides = new double[samples];
    }

    /// <summary>Throws, as no formula takes what the call brings.</summary>
    /// <exception cref="ArgumentException">Always.</exception>
    public void Refuse()
    {
        string brought = string.Join(", ", inputs.Select(static input => input is int[] ? "labels" : "numbers"));
        throw new ArgumentException($"No formula of the loss takes {brought} and {extents.Count} extents: give its inputs in their order, and what its members ask for.", nameof(inputs));
    }
}
