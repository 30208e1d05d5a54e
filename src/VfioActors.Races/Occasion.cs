namespace VfioActors.Races.Machines;

/// <summary>A line of the file and the thread that was there, as one number.</summary>
internal static class Occasion
{
    private const int ThreadShift = 20;

    /// <summary>The number.</summary>
    internal static int Of(int line, int thread) => line | ((thread + 1) << ThreadShift);

    /// <summary>The line.</summary>
    internal static int LineOf(int occasion) => occasion & ((1 << ThreadShift) - 1);

    /// <summary>The thread; -1 for none.</summary>
    internal static int ThreadOf(int occasion) => (occasion >> ThreadShift) - 1;
}
