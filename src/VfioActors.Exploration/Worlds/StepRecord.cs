using VfioActors.Behaviors;

namespace VfioActors.Exploration.Worlds;

/// <summary>One step that was taken, with what is needed to take it back.</summary>
internal struct StepRecord
{
    internal Envelope Message;
    internal Pending Taken;
    internal Choice Choice;
    internal int JournalMark;
    internal int FirstSend;
    internal int FirstLatest;
    internal long Clock;
    internal ulong Prompted;
}
