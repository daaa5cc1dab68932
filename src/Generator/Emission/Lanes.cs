namespace LossGen.Generator.Emission;

/// <summary>How much of a lane there is where a statement stands, and how neighbours are then loaded, kept and stored.</summary>
internal sealed class Lanes
{
    private enum Extent
    {
        Whole,
        Part,
        Either,
    }

    private readonly Extent _extent;

    private Lanes(string count, Extent extent)
    {
        (Count, _extent, LoadEnd) = (count, extent, extent == Extent.Whole ? ")" : $", {count})");
        (LoadHead, StoreHead) = extent == Extent.Either ? ("Edge.Load<L, T>(in ", "Edge.Store<L, T>(") : ("L.Load(in ", "L.Store(");
        KeepHead = extent switch
        {
            Extent.Whole => "",
            Extent.Part => $"L.Select(L.First({count}), ",
            _ => "Edge.Keep<L, T>(",
        };
    }

    /// <summary>All of it.</summary>
    public static Lanes Whole { get; } = new("L.Count", Extent.Whole);

    /// <summary>Less than all of it.</summary>
    public static Lanes Rest(string count) => new(count, Extent.Part);

    /// <summary>All of it, except at the end of a loop.</summary>
    public static Lanes UpTo(string count) => new(count, Extent.Either);

    public bool IsWhole => _extent == Extent.Whole;

    /// <summary>The number of elements, in C#.</summary>
    public string Count { get; }

    /// <summary>What stands before the array and the address of a load.</summary>
    public string LoadHead { get; }

    /// <summary>What stands behind them, and behind the address of a store.</summary>
    public string LoadEnd { get; }

    /// <summary>What stands before the value, the array and the address of a store.</summary>
    public string StoreHead { get; }

    /// <summary>What stands before a value where a number is to stand in what there isn't.</summary>
    public string KeepHead { get; }

    /// <summary>What stands behind it.</summary>
    public void AppendKeepEnd(CodeWriter writer, double fill)
    {
        if (_extent == Extent.Part)
            writer.Append(", L.Constant(").Append(KernelFile.Number(fill)).Append("))");
        else if (_extent == Extent.Either)
            writer.Append(", ").Append(Count).Append(", ").Append(KernelFile.Number(fill)).Append(')');
    }

    /// <summary>A mask, and false in what there isn't.</summary>
    /// <param name="mask">The mask as an operand, given how tightly the operator binds.</param>
    public string KeepMask(Func<int, string> mask) => _extent switch
    {
        Extent.Whole => mask(0),
        Extent.Part => $"{mask(KernelWriter.PrecedenceOf("&"))} & L.First({Count})",
        _ => $"Edge.KeepMask<L, T>({mask(0)}, {Count})",
    };
}
