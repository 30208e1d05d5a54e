using VfioActors.Exploration.Worlds;
using VfioActors.Races.Machines;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Claims;

/// <summary>How the threads and objects of a file stand at a moment.</summary>
/// <param name="program">The file.</param>
/// <param name="view">Where they are.</param>
internal sealed class Standing(RaceProgram program, IWorldView view)
{
    /// <summary>The file.</summary>
    internal RaceProgram Program => program;

    /// <summary>The threads.</summary>
    internal IEnumerable<TaskState> Threads =>
        Enumerable.Range(0, program.Threads.Count).Select(Thread);

    /// <summary>Whether some thread did wrong or was cut, so that what follows says nothing.</summary>
    internal bool IsBroken =>
        Threads.Any(thread => thread.Fault.Value.Fault != Fault.None || thread.Cut.Value.Value != 0);

    /// <summary>The threads that wait for something.</summary>
    internal IEnumerable<TaskState> Waiting => Threads.Where(thread => thread.IsWaiting);

    /// <summary>A thread.</summary>
    internal TaskState Thread(int index) => view.State<TaskState>(new(index + 1));

    /// <summary>An object.</summary>
    internal ObjectState Object(int index) => view.State<ObjectState>(new(program.Threads.Count + index + 1));

    /// <summary>The word of an address; 0 when there is none.</summary>
    internal long Word(long address) =>
        Pointers.Is(address) && Pointers.ObjectOf(address) < program.Objects.Count && Pointers.OffsetOf(address) >= 0
            ? Object(Pointers.ObjectOf(address)).Words[Pointers.OffsetOf(address)]
            : 0;
}
