using System.Runtime.InteropServices;
using LossGen.Bench.Rows;

namespace LossGen.Bench.Contestants;

/// <summary>
/// Drawn inputs and room for the gradients, in memory that the managed and the C contestants share: each array begins on a line
/// of the cache, and no two at the same place in a page, where a store would hold up the load that follows it.
/// </summary>
internal sealed unsafe class Batch : IDisposable
{
    /// <summary>Bytes of a line of the cache.</summary>
    public const int Line = 64;

    // Drawing takes longer than what is measured; no predictor of branches learns as many by heart.
    private const int Drawn = 1 << 16;

    private readonly Dictionary<string, Block> _blocks = [];
    private readonly List<nint> _allocations = [];

    public Batch(Operand[] operands, Shape shape, bool isDouble)
    {
        Operands = operands;
        Shape = shape;
        IsDouble = isDouble;
        int size = isDouble ? sizeof(double) : sizeof(float);
        var random = new Random(1);
        foreach (Operand operand in operands)
        {
            int length = shape.Length(operand);
            Block block = Allocate(length, operand.IsLabel ? sizeof(int) : size);
            _blocks.Add(operand.Name, block);
            Fill(operand, block, random);
            if (operand.Wanted)
                _blocks.Add(operand.GradientName, Allocate(length, size));
        }
    }

    public Operand[] Operands { get; }

    public Shape Shape { get; }

    public bool IsDouble { get; }

    /// <summary>What is read, then what is written.</summary>
    public IEnumerable<Block> Inputs => Operands.Select(operand => this[operand.Name]);

    public IEnumerable<Block> Gradients => Operands.Where(operand => operand.Wanted).Select(operand => this[operand.GradientName]);

    /// <summary>The inputs of which every byte has to be read, then those of which a line a row has to be.</summary>
    public IEnumerable<Block> ReadWhole => Operands.Where(operand => !IsReadAtLabels(operand)).Select(operand => this[operand.Name]);

    public IEnumerable<Block> ReadAtLabels => Operands.Where(IsReadAtLabels).Select(operand => this[operand.Name]);

    /// <summary>The numbers of the model's output, by which times are divided.</summary>
    public int Elements => this[Operands[0].Name].Length;

    public Block this[string name] => _blocks[name];

    /// <summary>The same without a type of this assembly's, for code that is loaded again.</summary>
    public Dictionary<string, (nint Address, int Length)> Places => _blocks.ToDictionary(pair => pair.Key, pair => (pair.Value.Address, pair.Value.Length));

    public bool Has(string name) => _blocks.ContainsKey(name);

    /// <summary>The numbers of an array.</summary>
    public double[] Values(string name)
    {
        Block block = this[name];
        return IsDouble
            ? new Span<double>((void*)block.Address, block.Length).ToArray()
            : Array.ConvertAll(new Span<float>((void*)block.Address, block.Length).ToArray(), value => (double)value);
    }

    /// <summary>Makes every gradient NaN, so that one which is not written is seen.</summary>
    public void Spoil()
    {
        foreach (Block block in Gradients)
            new Span<byte>((void*)block.Address, checked((int)block.Bytes)).Fill(byte.MaxValue);
    }

    public void Dispose()
    {
        foreach (nint address in _allocations)
            NativeMemory.AlignedFree((void*)address);
        _allocations.Clear();
    }

    // Classes before pixels, or rows within a line, leave no line untouched.
    private bool IsReadAtLabels(Operand operand) => operand.AtLabels && Shape.Inner == 1 && Shape.C * this[operand.Name].ElementSize > Line;

    private Block Allocate(int length, int size)
    {
        int offset = _blocks.Count * 5 * Line;
        nint address = (nint)NativeMemory.AlignedAlloc((nuint)((nint)length * size + offset + Line), 4096);
        _allocations.Add(address);
        new Span<byte>((void*)(address + offset), checked(length * size)).Clear();
        return new(address + offset, length, size);
    }

    private void Fill(Operand operand, Block block, Random random)
    {
        if (operand.IsLabel)
        {
            int axis = Shape.Extent(operand.LabelAxis);
            Span<int> labels = new((void*)block.Address, block.Length);
            for (int i = 0; i < labels.Length; i++)
            {
                int place = i % Shape.C;
                labels[i] = operand.Draw == Draw.Label ? random.Next(axis) : place < 5 ? (place * 2 + i / Shape.C) % axis : -1;
            }

            return;
        }

        for (int i = 0; i < block.Length; i++)
        {
            double value = i < Drawn ? Next(operand.Draw, random) : IsDouble ? ((double*)block.Address)[i - Drawn] : ((float*)block.Address)[i - Drawn];
            if (IsDouble)
                ((double*)block.Address)[i] = value;
            else
                ((float*)block.Address)[i] = (float)value;
        }
    }

    private static double Next(Draw draw, Random random) => draw switch
    {
        Draw.Probability => 0.01 + 0.98 * random.NextDouble(),
        Draw.Positive => 0.1 + 2 * random.NextDouble(),
        Draw.Cosine => 1.8 * random.NextDouble() - 0.9,
        Draw.Sign => random.Next(2) * 2 - 1,
        Draw.Bit => random.Next(2),
        _ => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()),
    };
}
