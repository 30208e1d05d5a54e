using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Faults;

/// <summary>
/// The page fault queue of iommufd written once more, from eventq.c of Linux 6.19 and io-pgfault.c of 6.10 and 6.12, in
/// lists: nothing of it is the product's. Where a copy fails it does not try again, as since 2026.
/// </summary>
/// <param name="devices">How many devices the unit knows.</param>
internal sealed class GroupReading(int devices)
{
    private const int Record = 40, Response = 8;

    private readonly HashSet<int> _on = [];
    private readonly List<(int Device, int Group, ulong Address)> _partial = [];
    private readonly List<Group> _deliver = [];
    private readonly SortedDictionary<uint, Group> _response = [];

    /// <summary>What the devices were answered, in order.</summary>
    internal List<EndpointMessage.Answered> Answers { get; } = [];

    /// <summary>The records that were read, in order.</summary>
    internal List<FaultUserMessage.Event> Records { get; } = [];

    internal int Attach(int device) =>
        _on.Contains(device) ? -(int)Errno.EBUSY : device >= devices ? -(int)Errno.EINVAL : _on.Add(device) ? 0 : -1;

    internal int Detach(int device)
    {
        if (!_on.Remove(device)) { return -(int)Errno.ENOENT; }
        _partial.RemoveAll(page => page.Device == device);
        foreach (var group in _deliver.FindAll(group => group.Device == device))
        {
            Answer(group, ResponseCode.Invalid);
        }

        _deliver.RemoveAll(group => group.Device == device);
        foreach (var (cookie, group) in _response.Where(read => read.Value.Device == device).ToList())
        {
            _response.Remove(cookie);
            Answer(group, ResponseCode.Invalid);
        }

        return 0;
    }

    internal int Report(int device, in FaultRecord record)
    {
        if (!_on.Contains(device)) { return -(int)Errno.EINVAL; }
        if (record.Kind != FaultKind.PageRequest) { return -(int)Errno.EOPNOTSUPP; }
        var number = record.Group.Value;
        if (!record.Flags.HasFlag(FaultFlags.LastPage))
        {
            _partial.Add((device, number, record.Address.Value));
            return 0;
        }

        var pages = _partial.FindAll(page => page.Device == device && page.Group == number);
        _partial.RemoveAll(page => page.Device == device && page.Group == number);
        _deliver.Add(new(device, number, [.. pages.Select(page => page.Address), record.Address.Value]));
        return 0;
    }

    internal int Read(int count, uint good)
    {
        if (count % Record != 0) { return -(int)Errno.ESPIPE; }
        var done = 0;
        while (_deliver.Count > 0)
        {
            var group = _deliver[0];
            var size = group.Pages.Count * Record;
            if (size > count - done) { break; }
            if (done + size > good) { return done > 0 ? done : -(int)Errno.EFAULT; }
            var cookie = 1U;
            while (_response.ContainsKey(cookie)) { cookie++; }
            _deliver.RemoveAt(0);
            _response[cookie] = group;
            foreach (var page in group.Pages) { Records.Add(new(new(page), cookie, (uint)group.Number, Record)); }
            done += size;
        }

        return done;
    }

    internal int Write(uint cookie, ResponseCode code)
    {
        if (code is not (ResponseCode.Success or ResponseCode.Invalid)) { return -(int)Errno.EINVAL; }
        if (!_response.Remove(cookie, out var group)) { return -(int)Errno.EINVAL; }
        Answer(group, code);
        return Response;
    }

    private void Answer(Group group, ResponseCode code) => Answers.Add(new(new(group.Number), code));

    private sealed record Group(int Device, int Number, IReadOnlyList<ulong> Pages);
}
