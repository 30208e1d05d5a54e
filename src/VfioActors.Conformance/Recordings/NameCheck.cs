using System.Text.RegularExpressions;
using VfioActors.Conformance.Operations;

namespace VfioActors.Conformance.Recordings;

/// <summary>Finds names of one case that stand for nothing: groups, devices, processes and buffers.</summary>
internal sealed class NameCheck
{
    /// <summary>As many files as a process may usually have.</summary>
    private const int OpenMost = 1024;

    private readonly SortedDictionary<string, SortedSet<string>> _buffers = new(StringComparer.Ordinal)
    {
        [Operation.MainProcess] = new(StringComparer.Ordinal),
    };

    /// <summary>
    /// The names of the containers that each process has open; a name that is opened again keeps its file.
    /// </summary>
    private readonly SortedDictionary<string, SortedSet<string>> _containers = new(StringComparer.Ordinal)
    {
        [Operation.MainProcess] = new(StringComparer.Ordinal),
    };

    private int _lost;

    /// <returns>What is wrong, or null.</returns>
    public string? Refute(Operation operation)
    {
        if (!_buffers.TryGetValue(operation.Process, out var buffers))
        {
            return $"there is no process '{operation.Process}'";
        }

        return operation switch
        {
            GroupOperation group => RefuteGroup(group.Group),
            DriverOperation driver => RefuteDevice(driver.Device),
            ContainerOperation.Open open => RefuteOpen(open),
            ContainerOperation.Close close => Forget(close),
            ContainerOperation.Map { Memory.Buffer: { } buffer } => RefuteBuffer(buffers, buffer),
            SpaprOperation.Register { Memory.Buffer: { } buffer } => RefuteBuffer(buffers, buffer),
            ProbeOperation.CountPins pins => RefuteBuffer(buffers, pins.Buffer),
            ProbeOperation.Translate translate => RefuteGroup(translate.Group),
            MemoryOperation.Create create => RefuteNew(buffers, create),
            MemoryOperation memory => RefuteBuffer(buffers, memory.Buffer),
            ProcessOperation process => RefuteProcess(process, buffers),
            _ => null,
        };
    }

    private string? RefuteOpen(ContainerOperation.Open open)
    {
        if (!_containers[open.Process].Add(open.Container)) { _lost++; }
        return _lost + _containers.Values.Sum(names => names.Count) > OpenMost
            ? $"more than {OpenMost} containers are open at once"
            : null;
    }

    private string? Forget(ContainerOperation.Close close)
    {
        _containers[close.Process].Remove(close.Container);
        return null;
    }

    private static string? RefuteGroup(string group) =>
        Regex.IsMatch(group, "^[pm][0-3]$") ? null : $"there is no group '{group}': p0 to p3 and m0 to m3 are known";

    private static string? RefuteDevice(string device) =>
        Regex.IsMatch(device, "^m[0-3]$") ? null : $"there is no emulated device '{device}': m0 to m3 are known";

    private static string? RefuteBuffer(SortedSet<string> buffers, string buffer) =>
        buffers.Contains(buffer) ? null : $"there is no buffer '{buffer}' yet";

    private static string? RefuteNew(SortedSet<string> buffers, MemoryOperation.Create create)
    {
        var behind = create.Behind is { Buffer: { } other } ? RefuteBuffer(buffers, other) : null;
        buffers.Add(create.Buffer);
        return behind ?? RefuteGroup(create.Group);
    }

    private string? RefuteProcess(ProcessOperation operation, SortedSet<string> buffers)
    {
        switch (operation)
        {
            case ProcessOperation.Fork fork when _buffers.ContainsKey(fork.Child):
                return $"there was a process '{fork.Child}' already";
            case ProcessOperation.Fork fork:
                _buffers[fork.Child] = new(buffers, StringComparer.Ordinal);
                _containers[fork.Child] = new(_containers[operation.Process], StringComparer.Ordinal);
                return null;
            case ProcessOperation.Kill kill when kill.Child == Operation.MainProcess || !_buffers.Remove(kill.Child):
                return $"there is no process '{kill.Child}' to end";
            default:
                return null;
        }
    }
}
