namespace LossGen.Bench.Rows;

/// <summary>The extents of a batch.</summary>
internal sealed record Shape(string Name, int N, int C = 1, int D = 1, int M = 1, int Inner = 1)
{
    public static readonly Shape[] Short = [new("15", 15), new("16", 16), new("17", 17), new("31", 31)];

    public static readonly Shape Million = new("1,000,000", 1_000_000);

    public static readonly Shape Large = new("10,000,000", 10_000_000);

    public static readonly Shape[] Elements = [.. Short, new("1,000", 1_000), new("100,000", 100_000), Million];

    public static readonly Shape Rows = new("1024×1000", 1024, C: 1000);

    public static readonly Shape[] Classes = [new("256×10", 256, C: 10), Rows, new("64×32000", 64, C: 32_000), new("32768×10", 32_768, C: 10)];

    public static readonly Shape Image = new("8×21×256²", 8, C: 21, Inner: 256 * 256);

    public static readonly Shape[] Embeddings = [new("8192×128", 8192, D: 128)];

    public static readonly Shape[] Masks = [new("64×16384", 64, D: 16_384)];

    public static readonly Shape[] Products = [new("256×128, 1000", 256, C: 1000, D: 128, M: 1000)];

    public int Extent(char axis) => axis switch { 'N' => N, 'C' => C, 'D' => D, 'M' => M, _ => throw new ArgumentException($"No axis {axis}.") };

    public int Length(Operand operand)
    {
        int length = operand.Axes.Contains('N') ? Inner : 1;
        foreach (char axis in operand.Axes)
            length *= Extent(axis);
        return length;
    }

    public long[] Dimensions(Operand operand)
    {
        IEnumerable<long> axes = operand.Axes.Where(axis => axis == 'N' || Extent(axis) > 1 || N == 1).Select(axis => (long)Extent(axis));
        return [.. Inner > 1 && operand.Axes.Contains('N') ? axes.Append(Inner) : axes];
    }
}
