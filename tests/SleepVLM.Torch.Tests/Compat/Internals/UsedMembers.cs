using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace SleepVLM.Torch.Tests.Compat.Internals;

/// <summary>What one compiled assembly takes from another: types, called members, and members that it overrides.</summary>
internal static class UsedMembers
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Lines as <see cref="PublicSurface"/> writes them, <c>Type: member</c>, and the bare name of each type.</summary>
    /// <param name="user">Whose code is looked at.</param>
    /// <param name="library">Whose members are listed.</param>
    internal static SortedSet<string> Of(Assembly user, Assembly library)
    {
        var used = new SortedSet<string>(StringComparer.Ordinal);
        using var file = new PEReader(File.OpenRead(user.Location));
        var metadata = file.GetMetadataReader();
        foreach (var handle in metadata.TypeReferences)
            if (IsOf(library, metadata, handle)) used.Add(PublicSurface.Name(user.ManifestModule.ResolveType(MetadataTokens.GetToken(handle))));
        // The arguments stand for parameters of whatever type or method the reference lies in; what is referred to does not depend on them.
        var any = Enumerable.Repeat(typeof(object), 16).ToArray();
        foreach (var handle in metadata.MemberReferences)
            if (IsOf(library, metadata, metadata.GetMemberReference(handle).Parent)) used.Add(LineOf(user.ManifestModule.ResolveMember(MetadataTokens.GetToken(handle), any, any)!));
        foreach (var method in user.GetTypes().SelectMany(type => type.GetMethods(Own)).Where(method => method.GetBaseDefinition() != method))
            if (method.GetBaseDefinition() is { } above && above.Module.Assembly == library) used.Add(LineOf(above));
        return used;
    }

    private static bool IsOf(Assembly library, MetadataReader metadata, EntityHandle parent) => parent.Kind switch
    {
        HandleKind.TypeReference => IsOf(library, metadata, metadata.GetTypeReference((TypeReferenceHandle)parent).ResolutionScope),
        HandleKind.TypeSpecification => IsOf(library, metadata, GenericType(metadata.GetBlobReader(metadata.GetTypeSpecification((TypeSpecificationHandle)parent).Signature))),
        HandleKind.AssemblyReference => metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)parent).Name) == library.GetName().Name,
        _ => false,
    };

    // ECMA-335, II.23.2.14: the definition behind a constructed type; an array or a parameter has none.
    private static EntityHandle GenericType(BlobReader signature)
    {
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance) return default;
        signature.ReadByte();
        return signature.ReadTypeHandle();
    }

    // Of a constructed type or method the definition.
    private static string LineOf(MemberInfo member)
    {
        var type = member.DeclaringType!.IsGenericType ? member.DeclaringType.GetGenericTypeDefinition() : member.DeclaringType;
        return PublicSurface.Line(type, type.GetMembers(Own).Single(own => own.MetadataToken == member.MetadataToken));
    }
}
