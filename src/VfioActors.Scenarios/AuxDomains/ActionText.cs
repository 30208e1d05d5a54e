using VfioActors.Behaviors;
using VfioActors.Scenarios.Workloads.Clients;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.AuxDomains;

/// <summary>How the head of a ladder's column names an operation.</summary>
internal sealed class ActionText(IReadOnlyList<string> devices, Topology topology)
{
    internal string Of(ClientAction action) => action.Kind switch
    {
        ClientActionKind.Attach => $"ATTACH({To(action)}, {Device(action.Device)})",
        ClientActionKind.Detach or ClientActionKind.DetachAnyway => $"DETACH({To(action)}, {Device(action.Device)})",
        ClientActionKind.GetPasid => $"GETPASID({To(action)})",
        ClientActionKind.Program => $"PROGRAM({Device(action.Device)})",
        ClientActionKind.AttachPrimary => $"PRIMARY ATTACH({To(action)}, {Device(action.Device)})",
        ClientActionKind.AttachGroup => $"GROUP ATTACH({To(action)}, {Group(action)})",
        ClientActionKind.FreeDomain => $"FREE({To(action)})",
        ClientActionKind.Enable => $"ENABLE({Device(action.Device)})",
        ClientActionKind.Disable => $"DISABLE({Device(action.Device)})",
        ClientActionKind.Remove => $"REMOVE({Device(action.Device)})",
        ClientActionKind.Map => $"MAP({To(action)}, {action.Iova})",
        ClientActionKind.Unmap => $"UNMAP({To(action)}, {action.Iova})",
        ClientActionKind.Dma => $"DMA({Device(action.Device)}, {action.Iova})",
        ClientActionKind.Bind => $"SVA BIND({Device(action.Device)})",
        ClientActionKind.Unbind => $"SVA UNBIND({Device(action.Device)})",
        ClientActionKind.BindAt => $"SVA BIND({Device(action.Device)}, {action.Pasid})",
        ClientActionKind.ClearEntry => $"CLEAR({Device(action.Device)}, {action.Pasid})",
        ClientActionKind.FillDirectory => "FILL DIRECTORY",
        _ => "WALK PASIDS",
    };

    private string To(ClientAction action) => topology.NameOf(action.To);

    private string Device(DeviceId device) => devices[device.Value];

    private string Group(ClientAction action) =>
        $"{{{string.Join(", ", action.Group.Select(device => device is { } known ? Device(known) : "?"))}}}";
}
