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
        && (MayHaveComeTo(looks.Plan, does.Plan, does.Mark) || MayNotComeTo(does.Plan, looks.Plan, looks.Mark));

    /// <summary>Whether one may have come to a processor on which another runs, which waits for its end then.</summary>
    private static bool MayHaveComeTo(ThreadPlan comes, ThreadPlan other, int mark) =>
        !other.IsInterrupt && other.Kind is not (ThreadKind.Hardware or ThreadKind.Init)
        && (comes.IsSoftirq ? AskerMark.IsOpenToSoftirqs(mark)
            : IsOfAny(comes, other) && AskerMark.IsOpenToInterrupts(mark));

    /// <summary>Whether one may be about to come to a processor on which another runs, and has that off.</summary>
    private static bool MayNotComeTo(ThreadPlan comes, ThreadPlan other, int mark) =>
        other.Kind is not (ThreadKind.Hardware or ThreadKind.Init)
        && (comes.IsSoftirq ? !AskerMark.IsOpenToSoftirqs(mark)
            : IsOfAny(comes, other) && !AskerMark.IsOpenToInterrupts(mark));

    /// <summary>Whether one is an interrupt that comes to a processor on which another may run.</summary>
    private static bool IsOfAny(ThreadPlan comes, ThreadPlan other) => comes.IsInterrupt
        && (comes.Kind == ThreadKind.Hrtimer || !comes.IsBound || comes.ComesAnywhereTo(other));
}
