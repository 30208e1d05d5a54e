using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Tests.Workloads.Shelves;

/// <summary>What a shelf hears and says.</summary>
internal static class ShelfMessage
{
    /// <summary>Takes a thing.</summary>
    internal readonly record struct Take(int Key) : IMessage;

    /// <summary>Puts it back: EBUSY while what stands on it is out.</summary>
    internal readonly record struct Put(int Key) : IMessage;

    /// <summary>Answers both.</summary>
    internal readonly record struct Answer(Errno Error) : IMessage;
}
