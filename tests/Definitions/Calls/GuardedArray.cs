namespace LossGen.Definitions.Tests.Calls;

/// <summary>The element types of the arrays of a call.</summary>
internal enum ElementType { Float, Double, Int, Long }

/// <summary>An array of one of the element types on guarded memory, filled and read as double or long.</summary>
internal sealed unsafe class GuardedArray(ElementType type, int length, bool atEnd) : IDisposable
{
    private readonly GuardedMemory _memory = new((nuint)(length * Size(type)), atEnd);

    public int Length => length;

    public nint Address => _memory.Address;

    private static int Size(ElementType type) => type is ElementType.Float or ElementType.Int ? 4 : 8;

    public void Write(ReadOnlySpan<double> values)
    {
        for (int index = 0; index < length; index++)
        {
            if (type == ElementType.Float)
                ((float*)Address)[index] = (float)values[index];
            else
                ((double*)Address)[index] = values[index];
        }
    }

    public void Write(ReadOnlySpan<long> values)
    {
        for (int index = 0; index < length; index++)
        {
            if (type == ElementType.Int)
                ((int*)Address)[index] = (int)values[index];
            else
                ((long*)Address)[index] = values[index];
        }
    }

    public void Fill(double value)
    {
        for (int index = 0; index < length; index++)
        {
            if (type == ElementType.Float)
                ((float*)Address)[index] = (float)value;
            else
                ((double*)Address)[index] = value;
        }
    }

    public double[] Read()
    {
        var values = new double[length];
        for (int index = 0; index < length; index++)
            values[index] = type == ElementType.Float ? ((float*)Address)[index] : ((double*)Address)[index];
        return values;
    }

    /// <summary>The bytes as they stand, to see whether anybody wrote.</summary>
    public byte[] Bytes() => new ReadOnlySpan<byte>((void*)Address, length * Size(type)).ToArray();

    public void Dispose() => _memory.Dispose();
}
