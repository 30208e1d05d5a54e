using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Packing;

/// <summary>
/// Who looks at a word until it is another, and does nothing else on its processor meanwhile. Of loops of the file it
/// is asked whether one of the two may have come to the other's processor: then what is looked for is never done.
/// </summary>
internal static class Looking
{
    /// <summary>It is looked whether the word is set, and not at what it is.</summary>
    internal const long WhetherSet = 1;

    /// <summary>A loop of the file does so, and none of the language's own functions.</summary>
    internal const long InFile = 2;

    /// <summary>In the mark of one who waits: see <see cref="InFile"/>.</summary>
    internal const int Mark = 1 << 2;

    /// <summary>Whether what is looked for might never be done.</summary>
    /// <param name="looks">Who looks, and its mark as one who waits.</param>
    /// <param name="does">Who changes the word, and its mark as one who asks.</param>
    internal static bool MayHaveNoEnd((ThreadPlan Plan, int Mark) looks, (ThreadPlan Plan, int Mark) does) =>
        (looks.Mark & Mark) != 0
        && (MayComeTo(looks.Plan, does.Plan, does.Mark, isOpen: true)
            || MayComeTo(does.Plan, looks.Plan, looks.Mark, isOpen: false));

    /// <summary>Whether one may have come, or be about to come, to a processor on which another runs.</summary>
    private static bool MayComeTo(ThreadPlan comes, ThreadPlan other, int mark, bool isOpen)
    {
        if (other.IsInterrupt || other.Kind is ThreadKind.Hardware or ThreadKind.Init) { return false; }
        if (comes.IsSoftirq) { return !other.IsSoftirq && AskerMark.IsOpenToSoftirqs(mark) == isOpen; }
        return comes.IsInterrupt && (comes.Kind == ThreadKind.Hrtimer || comes.ComesAnywhereTo(other))
            && AskerMark.IsOpenToInterrupts(mark) == isOpen;
    }
}
