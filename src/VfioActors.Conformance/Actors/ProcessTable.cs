using VfioActors.Behaviors;
using VfioActors.Conformance.Operations;
using VfioActors.Vfio.Values;

namespace VfioActors.Conformance.Actors;

/// <summary>A process as the recorder kept it: its number, buffers, files of containers and capability.</summary>
/// <param name="name">Its name; empty for the main one.</param>
/// <param name="id">Its number in the model.</param>
internal sealed class ProcessTable(string name, ProcessId id)
{
    public string Name { get; } = name;

    public ProcessId Id { get; } = id;

    public bool IsAlive { get; set; } = true;

    public bool HasCapability { get; set; } = true;

    public SortedDictionary<string, BufferPlace> Buffers { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, ActorId> Containers { get; } = new(StringComparer.Ordinal);

    public ProcessTable Fork(string child, ProcessId number)
    {
        ProcessTable copy = new(child, number) { HasCapability = HasCapability };
        foreach (var (buffer, place) in Buffers) { copy.Buffers[buffer] = place; }
        foreach (var (container, actor) in Containers) { copy.Containers[container] = actor; }
        return copy;
    }

    public ulong AddressOf(UserAddress address) => address.Buffer is { } buffer
        ? unchecked(Buffers[buffer].Start + address.Offset)
        : address.Offset;
}
