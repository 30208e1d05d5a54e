using VfioActors.Conformance.Recordings;
using VfioActors.Conformance.Tests.Reference.Memories;

namespace VfioActors.Conformance.Tests.Reference;

/// <summary>A container: its groups, and from the first IOMMU type on the state of the type1 driver.</summary>
public sealed class Container(Kernel kernel, RecordingHeader header)
{
    public Kernel Kernel { get; } = kernel;

    public RecordingHeader Header { get; } = header;

    public List<Group> Groups { get; } = [];

    /// <summary>Processes that have the file open.</summary>
    public int Files { get; set; } = 1;

    public Type1? Driver { get; set; }

    public int SetIommu(int type, uint mappingsMax)
    {
        if (Groups.Count == 0 || Driver is not null) { return -Errno.EINVAL; }
        if (type == Extensions.UnmapAll && Kernel.TakesExtensionForType) { return -Errno.EINVAL; }
        if (type is not (Extensions.Type1 or Extensions.Type1v2 or Extensions.Nesting)) { return -Errno.ENODEV; }
        Type1 driver = new(this, type, mappingsMax);
        foreach (var group in Groups)
        {
            var answer = driver.Attachments.Attach(group, caller: null);
            if (answer != 0) { return answer; }
        }

        Driver = driver;
        return 0;
    }

    public int Add(Group group, AddressSpace caller)
    {
        var answer = Driver?.Attachments.Attach(group, caller) ?? 0;
        if (answer != 0) { return answer; }
        Groups.Add(group);
        group.Container = this;
        return 0;
    }

    public void Remove(Group group)
    {
        Driver?.Attachments.Detach(group);
        Groups.Remove(group);
        group.Container = null;
        if (Groups.Count == 0) { Driver = null; }
    }

    public int AnswerExtension(int extension) => extension switch
    {
        Extensions.Type1 or Extensions.Type1v2 or Extensions.Nesting => 1,
        Extensions.UnmapAll => Kernel.UpdatesVaddr ? 1 : 0,
        Extensions.UpdateVaddr =>
            Kernel.UpdatesVaddr && Driver is { } driver && !driver.Groups.Any(group => group.IsEmulated) ? 1 : 0,
        Extensions.Coherent => Driver is { IsBacked: false } ? 1 : 0,
        _ => 0,
    };
}
