using System.Globalization;
using VfioActors.Behaviors;
using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Workloads.Clients;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.AuxDomains;

/// <summary>
/// What clients do, as text: clients apart by slashes, the operations of one apart by commas, each a verb and numbers
/// apart by dots.
/// </summary>
/// <remarks>
/// <c>attach.D.V</c>, <c>detach.D.V</c>, <c>getpasid.D</c>, <c>map.D.P</c>, <c>unmap.D.P</c> and <c>dma.V.I.P</c> with
/// a domain D, a device V, a PASID I and a page P. A detach is asked for whoever attached.
/// </remarks>
public static class AuxScript
{
    private const string Number = "[0-9]{1,6}";
    private const string Operation =
        $@"((attach|detach|map|unmap)\.{Number}\.{Number}|getpasid\.{Number}|dma\.{Number}\.{Number}\.{Number})";

    private const string Client = $"{Operation}(,{Operation})*";
    private const int LengthMax = 1 << 20;

    private const int PageShift = 12;

    /// <summary>What a script looks like.</summary>
    public static TextForm Form { get; } = new(
        $"^({Client}(/{Client})*)?$",
        "clients apart by '/', their operations apart by ',': attach.DOMAIN.DEVICE, detach.DOMAIN.DEVICE, "
            + "getpasid.DOMAIN, map.DOMAIN.PAGE, unmap.DOMAIN.PAGE, dma.DEVICE.PASID.PAGE",
        LengthMax);

    /// <summary>Reads a script.</summary>
    /// <param name="script">The text, of the form <see cref="Form"/>.</param>
    /// <param name="setting">The domains and devices.</param>
    /// <returns>What each client does.</returns>
    /// <exception cref="ArgumentException">There is no such domain or device.</exception>
    public static IEnumerable<IReadOnlyList<ClientAction>> Read(string script, AuxSetting setting) =>
        from client in script.Split('/', StringSplitOptions.RemoveEmptyEntries)
        select (IReadOnlyList<ClientAction>)[.. client.Split(',').Select(operation => ReadOne(operation, setting))];

    private static ClientAction ReadOne(string operation, AuxSetting setting)
    {
        var words = operation.Split('.');
        int[] numbers = [.. words[1..].Select(word => int.Parse(word, CultureInfo.InvariantCulture))];
        ClientAction Domain(ClientActionKind kind) => new(kind, At(setting.Domains, numbers[0], "domain"));
        ClientAction Page(ClientActionKind kind) => Domain(kind) with { Iova = PageAt(numbers[1]) };
        switch (words[0])
        {
            case "attach":
                _ = At(setting.UnitOfDevice, numbers[1], "device");
                return Domain(ClientActionKind.Attach) with { Device = new(numbers[1]) };
            case "detach":
                _ = At(setting.UnitOfDevice, numbers[1], "device");
                return Domain(ClientActionKind.DetachAnyway) with { Device = new(numbers[1]) };
            case "getpasid": return Domain(ClientActionKind.GetPasid);
            case "map": return Page(ClientActionKind.Map) with { Pfn = new(numbers[1] + 1) };
            case "unmap": return Page(ClientActionKind.Unmap);
            default:
                return new(ClientActionKind.Dma, At(setting.UnitOfDevice, numbers[0], "device"))
                {
                    Device = new(numbers[0]),
                    Pasid = new(numbers[1]),
                    Iova = PageAt(numbers[2]),
                };
        }
    }

    private static Iova PageAt(int page) => new((ulong)page << PageShift);

    private static ActorId At(IReadOnlyList<ActorId> actors, int place, string what) =>
        place < actors.Count
            ? actors[place]
            : throw new ArgumentException($"the script names {what} {place}, and there are {actors.Count}");
}
