// The guide on Azure: one web app, the bot registration with its Teams channel, and a vault for what is secret.
// az deployment group create -g <group> -f deploy/azure/main.bicep -p name=<name>
// deploy/README.md says step by step what comes before and after.

targetScope = 'resourceGroup'

@description('Part of every name and of the address https://<name>.azurewebsites.net: small letters, digits and hyphens; new in all of Azure.')
@minLength(3)
@maxLength(20)
param name string

@description('Where it runs; a region of the EU for data of people in Finland.')
param location string = resourceGroup().location

@description('B1 is the smallest plan that stays awake and keeps WebSockets open.')
@allowed(['B1', 'B2', 'P0v3', 'P1v3'])
param plan string = 'B1'

@description('Web origins whose pages may hold the chat, separated by commas, such as https://osaajaks.example')
param allowedOrigins string = ''

@description('Lets other servers get Direct Line tokens: at least 32 characters. Empty: nobody can.')
@secure()
param directLineSecret string = ''

var hasDirectLineSecret = !empty(directLineSecret)
var keyVaultSecretsUser = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-874b-0445c86b69e6')

// The bot's identity: it signs in to Microsoft's services by itself, so there is no bot password to keep or to renew.
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-bot'
  location: location
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'kv-${take(uniqueString(resourceGroup().id, name), 13)}'
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
  }

  resource directLine 'secrets' = if (hasDirectLineSecret) {
    name: 'direct-line-secret'
    properties: { value: directLineSecret }
  }
}

// Reading secrets, and nothing else.
resource mayReadSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identity.id, keyVaultSecretsUser)
  scope: vault
  properties: {
    roleDefinitionId: keyVaultSecretsUser
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource farm 'Microsoft.Web/serverfarms@2023-12-01' = {
  name: '${name}-plan'
  location: location
  kind: 'linux'
  sku: { name: plan, capacity: 1 }
  properties: { reserved: true }
}

resource site 'Microsoft.Web/sites@2023-12-01' = {
  name: name
  location: location
  kind: 'app,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: farm.id
    httpsOnly: true
    keyVaultReferenceIdentity: identity.id
    siteConfig: {
      linuxFxVersion: 'NODE|24-lts'
      appCommandLine: 'node --max-semi-space-size=8 --heap-growing-percent=30 bot/main.ts'
      alwaysOn: true
      webSocketsEnabled: true
      http20Enabled: true
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      healthCheckPath: '/healthz'
      appSettings: concat(
        [
          { name: 'NODE_ENV', value: 'production' }
          { name: 'HOST', value: '0.0.0.0' }
          { name: 'PORT', value: '3978' }
          { name: 'WEBSITES_PORT', value: '3978' }
          // /home outlives restarts and new versions; one process at a time, so one instance.
          { name: 'DATA_DIR', value: '/home/data' }
          { name: 'WEBSITES_ENABLE_APP_SERVICE_STORAGE', value: 'true' }
          { name: 'PUBLIC_URL', value: 'https://${name}.azurewebsites.net' }
          { name: 'ALLOWED_ORIGINS', value: allowedOrigins }
          { name: 'MICROSOFT_APP_TYPE', value: 'UserAssignedMsi' }
          { name: 'MICROSOFT_APP_ID', value: identity.properties.clientId }
          { name: 'MICROSOFT_APP_TENANT_ID', value: tenant().tenantId }
          // The package is built before it is sent (npm ci --omit=dev).
          { name: 'SCM_DO_BUILD_DURING_DEPLOYMENT', value: 'false' }
        ],
        hasDirectLineSecret
          ? [{ name: 'DIRECT_LINE_SECRET', value: '@Microsoft.KeyVault(VaultName=${vault.name};SecretName=direct-line-secret)' }]
          : []
      )
    }
  }
  dependsOn: [mayReadSecrets]
}

resource noFtp 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2023-12-01' = {
  parent: site
  name: 'ftp'
  properties: { allow: false }
}

resource noBasicAuth 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2023-12-01' = {
  parent: site
  name: 'scm'
  properties: { allow: false }
}

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: '${name}-bot'
  location: 'global'
  kind: 'azurebot'
  sku: { name: 'F0' }
  properties: {
    displayName: 'OsaajaKS'
    endpoint: 'https://${name}.azurewebsites.net/api/messages'
    msaAppId: identity.properties.clientId
    msaAppType: 'UserAssignedMSI'
    msaAppTenantId: tenant().tenantId
    msaAppMSIResourceId: identity.id
    disableLocalAuth: true
    publicNetworkAccess: 'Enabled'
  }

  resource teams 'channels' = {
    name: 'MsTeamsChannel'
    location: 'global'
    properties: {
      channelName: 'MsTeamsChannel'
      properties: { isEnabled: true, enableCalling: false, acceptedTerms: true }
    }
  }
}

output url string = 'https://${name}.azurewebsites.net'
@description('MICROSOFT_APP_ID for npm run teams:package')
output appId string = identity.properties.clientId
output vaultName string = vault.name
