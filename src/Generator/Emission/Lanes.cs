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

    private Lanes(string count, Extent extent) => (Count, _extent, LoadEnd) = (count, extent, extent == Extent.Whole ? ")" : $", {count})");

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
    public string LoadHead => _extent == Extent.Either ? "Edge.Load<L, T>(in " : "L.Load(in ";

    /// <summary>What stands behind them.</summary>
    public string LoadEnd { get; }

    public string Store(string value, string array, string address) => _extent switch
    {
        Extent.Whole => $"L.Store({value}, ref {array}, {address});",
        Extent.Part => $"L.Store({value}, ref {array}, {address}, {Count});",
        _ => $"Edge.Store<L, T>({value}, ref {array}, {address}, {Count});",
    };

    /// <summary>A value, and a number in what there isn't.</summary>
    public string Keep(string value, double fill = 0) => _extent switch
    {
        Extent.Whole => value,
        Extent.Part => $"L.Select(L.First({Count}), {value}, L.Constant({KernelFile.Number(fill)}))",
        _ => $"Edge.Keep<L, T>({value}, {Count}, {KernelFile.Number(fill)})",
    };

    /// <summary>A mask, and false in what there isn't.</summary>
    /// <param name="mask">The mask as an operand, given how tightly the operator binds.</param>
    public string KeepMask(Func<int, string> mask) => _extent switch
    {
        Extent.Whole => mask(0),
        Extent.Part => $"{mask(KernelWriter.PrecedenceOf("&"))} & L.First({Count})",
        _ => $"Edge.KeepMask<L, T>({mask(0)}, {Count})",
    };
}
