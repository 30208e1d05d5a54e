using VfioActors.Vfio.Protocols;

namespace VfioActors.Vfio.AuxDomains;

/// <summary>What a request asks of a domain.</summary>
public enum AuxRequestKind
{
    /// <summary>See <see cref="AuxDomainMessage.Attach"/>.</summary>
    Attach = 1,

    /// <summary>See <see cref="AuxDomainMessage.Detach"/>.</summary>
    Detach = 2,

    /// <summary>See <see cref="AuxDomainMessage.GetPasid"/>.</summary>
    GetPasid = 3,

    /// <summary>See <see cref="AuxDomainMessage.AttachPrimary"/>.</summary>
    AttachPrimary = 4,

    /// <summary>See <see cref="AuxDomainMessage.Free"/>.</summary>
    Free = 5,

    /// <summary>See <see cref="AuxDomainMessage.Map"/>.</summary>
    Map = 6,

    /// <summary>See <see cref="AuxDomainMessage.Unmap"/>.</summary>
    Unmap = 7,
}
