namespace LossGen.Ctc;

/// <summary>The scratch memory of one sample, beside the rows of its recursion.</summary>
internal readonly unsafe struct Workspace<T>
    where T : unmanaged
{
    /// <summary>The most lanes of classes, and of labels, that are picked out of registers.</summary>
    internal const int TableLanes = 4;

    /// <summary>The most often that a label may occur among as many labels as a table holds, to be picked in rounds.</summary>
    internal const int MostRounds = 8;

    /// <summary>The elements of a cache line.</summary>
    internal static int Line => 64 / sizeof(T);

    internal Workspace(T* start, in Lattice lattice, int classes)
    {
        Rows = new Rows<T>(start, lattice);
        Places = Rows.End;
        Gathered = Places + lattice.Columns;
        Rounds = Gathered + lattice.Columns;
        Row = Rounds + Blocks(lattice) * MostRounds * TableLanes * lattice.LaneCount;
        Blank = Row + RowLength(classes, lattice.LaneCount);
        Probabilities = Blank + TableLanes * lattice.LaneCount;
        Sums = Probabilities + ProbabilitiesLength(lattice.T, classes, lattice.LaneCount);
        Offsets = Sums + lattice.T;
    }

    /// <summary>The rows of the recursion.</summary>
    internal Rows<T> Rows { get; }

    /// <summary>[columns]: the class of each column, as a place in a table.</summary>
    internal T* Places { get; }

    /// <summary>[columns]: the scores of the labels of a frame.</summary>
    internal T* Gathered { get; }

    /// <summary>[blocks, rounds, lanes of classes]: places of labels.</summary>
    internal T* Rounds { get; }

    /// <summary>[classes]: what becomes of one row of scores.</summary>
    internal T* Row { get; }

    /// <summary>[lanes of classes]: a mask of the class of blank.</summary>
    internal T* Blank { get; }

    /// <summary>
    /// [T, lanes of classes]: the softmax of logits, where a row fits into a table. The last lane ends with the last class, if
    /// there are as many.
    /// </summary>
    internal T* Probabilities { get; }

    /// <summary>[T]: the sums of the exponentials of each frame's logits.</summary>
    internal T* Sums { get; }

    /// <summary>[T]: what each frame's logits were reduced by.</summary>
    internal T* Offsets { get; }

    /// <summary>The next start of a cache line.</summary>
    internal static T* Aligned(T* start) => (T*)(((nint)start + 63) & ~63);

    /// <summary>The elements of a workspace, in any precision and for any lane.</summary>
    internal static long Length(int frames, int labels, int classes)
    {
        long lane = Line;
        long columns = (labels / lane + 1) * lane;
        long blocks = Blocks((int)(columns / lane));
        return (3L * frames + 9) * columns
            + 2 * lane
            + blocks * MostRounds * TableLanes * lane
            + RowLength(classes, lane)
            + TableLanes * lane
            + ProbabilitiesLength(frames, classes, lane)
            + 5L * frames
            + 1
            + Line;
    }

    private static long ProbabilitiesLength(long frames, long classes, long lane)
        => classes <= TableLanes * lane ? frames * ((classes + lane - 1) / lane * lane) : 0;

    private static long RowLength(long classes, long lane) => Math.Max((classes + lane - 1) / lane, TableLanes) * lane;

    /// <summary>The tables that the labels of a frame fill.</summary>
    internal static int Blocks(in Lattice lattice) => Blocks(lattice.Lanes);

    // Among the columns of one table there is one without a label. Several tables leave their last lane empty.
    private static int Blocks(int lanes) => lanes <= TableLanes ? 1 : (lanes + TableLanes - 2) / (TableLanes - 1);
}
