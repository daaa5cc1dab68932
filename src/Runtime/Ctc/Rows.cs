namespace LossGen.Ctc;

/// <summary>Where the rows of one sample's recursion lie in its scratch memory.</summary>
internal readonly unsafe struct Rows<T>
    where T : unmanaged
{
    internal Rows(T* start, in Lattice lattice)
    {
        nint columns = lattice.Columns;
        nint lane = lattice.LaneCount;
        Emissions = start;
        Forward = Emissions + lattice.T * columns;
        Blanks = Forward + (lattice.T + 1) * 2 * columns;
        Labels = Blanks + columns + lane;
        Skips = Labels + columns + lane;
        SkipsAbove = Skips + columns;
        Products = SkipsAbove + columns;
        Exponents = (int*)(Products + columns);
        BlankEmissions = Products + columns + lattice.T;
        FirstColumns = (int*)(BlankEmissions + lattice.T);
        End = Workspace<T>.Aligned(BlankEmissions + 2 * lattice.T + 1);
    }

    /// <summary>[T, columns]: the probability of each label, and 0 behind the last.</summary>
    internal T* Emissions { get; }

    /// <summary>[T + 1, 2, columns]: the forward variables of blanks and labels, after a row for the time before the start.</summary>
    internal T* Forward { get; }

    /// <summary>The backward variables of the blanks times their emissions, and a lane of zeros.</summary>
    internal T* Blanks { get; }

    /// <summary>The backward variables of the labels times their emissions, and a lane of zeros.</summary>
    internal T* Labels { get; }

    /// <summary>The squared tilt where a label may follow the one before it directly, else 0.</summary>
    internal T* Skips { get; }

    /// <summary>The same, one column on.</summary>
    internal T* SkipsAbove { get; }

    /// <summary>Forward times backward variable of each label at the present frame.</summary>
    internal T* Products { get; }

    /// <summary>[T]: the probability of blank.</summary>
    internal T* BlankEmissions { get; }

    /// <summary>[T]: the exponent of the largest emission of each frame.</summary>
    internal int* Exponents { get; }

    /// <summary>
    /// [T + 1]: the first label that can still finish after each frame. Of the blanks it is the entry of the next frame.
    /// </summary>
    internal int* FirstColumns { get; }

    /// <summary>Behind the last row.</summary>
    internal T* End { get; }

    /// <summary>The elements of all rows.</summary>
    internal static long Length(in Lattice lattice)
        => (3L * lattice.T + 7) * lattice.Columns + 2 * lattice.LaneCount + 3L * lattice.T + 1 + Workspace<T>.Line;
}
