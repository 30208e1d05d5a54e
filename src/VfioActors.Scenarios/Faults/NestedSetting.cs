using VfioActors.Behaviors;
using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Faults.Claims;
using VfioActors.Scenarios.Workloads.Vmms;
using VfioActors.Vfio.Faults.Endpoints;
using VfioActors.Vfio.Faults.Guests;
using VfioActors.Vfio.Faults.NestedDomains;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Regions;
using VfioActors.Vfio.Faults.Reporters;
using VfioActors.Vfio.IommuUnits;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Faults;

/// <summary>
/// Devices whose guest owns stage 1: queues, interrupts and handler, the IOMMU unit vtd, an address space for each
/// PASID, the guest, then users and devices.
/// </summary>
public sealed class NestedSetting
{
    private const int Records = 4;
    private const int Pages = 16;

    private readonly ScenarioBuilder _builder;

    /// <summary>Adds the actors beside users and devices.</summary>
    /// <param name="devices">How many devices.</param>
    /// <param name="domains">How many address spaces: the first has PASID 1 on every device.</param>
    /// <param name="late">Whether the guest answers late.</param>
    /// <param name="timesOut">Whether requests that wait too long are answered for it.</param>
    public NestedSetting(ScenarioBuilder builder, int devices, int domains, bool late, bool timesOut = false)
    {
        _builder = builder;
        Func<FaultQueueOptions, FaultQueueOptions> shape = options => options with { Records = Records };
        FaultReporterOptions handler = new() { ChecksPasids = true, TimesOut = timesOut };
        Faults = new(builder, [.. Enumerable.Repeat(shape, devices)], handler);
        Unit = builder.Add("vtd", new IommuUnitBehavior(new()
        {
            Devices = [.. Enumerable.Range(0, devices).Select(device => new DeviceOptions($"dev{device}"))],
            Nesting = true,
            NameOf = builder.Topology.NameOf,
        }, builder.Defects));
        Domains = [.. Enumerable.Range(0, domains).Select(number => builder.Add($"N{number}", new NestedDomainBehavior(
            new()
            {
                Unit = Unit,
                Reporter = Faults.Reporter,
                Pages = Pages,
                FirstPage = new(1 + (number * Pages)),
            })))];
        Guest = builder.Add("guest", new GuestBehavior(new()
        {
            Vmm = new(builder.Topology.Next.Value + 1),
            Domains = [ActorId.Nobody, Domains[0], .. Domains.Skip(1)],
            Late = late,
        }));
    }

    /// <summary>Queues, interrupts, handler, users and devices.</summary>
    public FaultSetting Faults { get; }

    /// <summary>The IOMMU unit.</summary>
    public ActorId Unit { get; }

    /// <summary>The address spaces.</summary>
    public IReadOnlyList<ActorId> Domains { get; }

    /// <summary>The guest.</summary>
    public ActorId Guest { get; }

    /// <summary>What the first user does before anything else: opens, sets triggers, attaches.</summary>
    public IEnumerable<VmmAction> Beginning
    {
        get
        {
            for (var device = 0; device < Faults.Queues.Count; device++)
            {
                yield return FaultRequests.Open(Faults.Queues[device]);
                yield return FaultRequests.SetTrigger(Faults.Interrupts[device]);
                yield return Attach(0, device);
            }
        }
    }

    /// <summary>Puts an address space on a device, under PASID 1.</summary>
    public VmmAction Attach(int domain, int device) =>
        FaultRequests.Ask(Domains[domain], new NestedDomainMessage.Attach(new(device), new(1)));

    /// <summary>Takes it off again.</summary>
    public VmmAction Detach(int domain, int device) =>
        FaultRequests.Ask(Domains[domain], new NestedDomainMessage.Detach(new(device), new(1)));

    /// <summary>Puts another in its place.</summary>
    public VmmAction Replace(int domain, int other, int device) => FaultRequests.Ask(
        Domains[domain], new NestedDomainMessage.Replace(new(device), new(1), Domains[other]));

    /// <summary>The guest takes a page out of its stage 1 again.</summary>
    public VmmAction Invalidate(int domain, ulong page) =>
        FaultRequests.Ask(Domains[domain], new NestedDomainMessage.Invalidate(new(page << Paging.Shift)));

    /// <summary>A device reads a page under PASID 1.</summary>
    public EndpointAction Dma(ulong page, int group) =>
        new EndpointAction.Dma(Unit, new(1), new(page << Paging.Shift), new(group));

    /// <summary>Claims all that is claimed of such devices.</summary>
    public void Claim()
    {
        _builder.Claim(FaultClaims.OfAll(Faults.Actors));
        _builder.Claim(new NoStaleTranslation(Unit, Domains), new GuestIsDone(Guest, Domains));
        _builder.Claim(new RetriedDmaReads(Faults.Actors));
    }
}
