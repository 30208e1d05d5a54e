namespace VfioActors.Exploration.Worlds;

/// <summary>One step that was taken, with what is needed to take it back.</summary>
internal struct StepRecord
{
    /// <summary>What was taken; for an answer of the host with the option filled in.</summary>
    internal Pending Taken;
    internal Choice Choice;
    internal int JournalMark;
    internal int FirstSend;
    internal int FirstLatest;
    internal long Clock;
    internal ulong Prompted;
}
