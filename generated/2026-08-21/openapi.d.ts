// Made from openapi/2026-08-21/openapi.yaml by `npm run spec:generate` (openapi-typescript@7.13.0). Do not edit.
// sha256 of the pin: 51bb13c59c6b57555da16d51da9c1b37905a50495d40985c0d50b1ce29088300
// sha256 of the types: f26066ef8d1f29f76907cecd864638661b749bcc6e03f691040cd89dd8e252a9

export interface paths {
    "/v2/deployments/invoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Invoke a deployment
         * @description Calls the model of a deployment and gives its whole answer.
         */
        post: operations["DeploymentInvoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/deployments/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stream a deployment
         * @description Calls the model of a deployment and gives its answer as it comes.
         */
        post: operations["DeploymentStream"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List identities
         * @description Gives the identities of the workspace, page by page, the newest first.
         */
        get: operations["ListIdentities"];
        put?: never;
        /**
         * Create an identity
         * @description Stores a new identity. Its external id must not be taken.
         */
        post: operations["CreateIdentity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/identities/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Retrieve an identity
         * @description Gives one identity.
         */
        get: operations["RetrieveIdentity"];
        put?: never;
        post?: never;
        /**
         * Delete an identity
         * @description Removes one identity for good.
         */
        delete: operations["DeleteIdentity"];
        options?: never;
        head?: never;
        /**
         * Update an identity
         * @description Sets the given fields of an identity, and leaves the others.
         */
        patch: operations["UpdateIdentity"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A person or system on whose behalf models are called */
        Identity: {
            /** @description The id that the API gives */
            _id: string;
            /** @description Where a picture is found */
            avatar_url?: string;
            /** @description What it may use */
            budget?: {
                [key: string]: unknown;
            };
            /** @description When it was created */
            created: string;
            /** @description The name that is shown */
            display_name?: string;
            /** @description The mail address */
            email?: string;
            /** @description The id by which your own system knows the person */
            external_id: string;
            /** @description Whatever else is worth keeping */
            metadata?: {
                [key: string]: unknown;
            };
            /** @description What has been used on its behalf */
            metrics?: {
                /** @description The share of calls that failed */
                error_rate: number;
                /** @description Cost, in US dollars */
                total_cost: number;
                /** @description Calls */
                total_requests: number;
                /** @description Tokens, of prompts and answers */
                total_tokens: number;
            };
            /** @description Labels to filter by */
            tags?: string[];
            /** @description When it was last changed */
            updated: string;
            /** @description The workspace that holds it */
            workspace_id: string;
        };
        WrappedIdentity: {
            identity: components["schemas"]["Identity"];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    DeploymentInvoke: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What the routing of the deployment looks at */
                    context?: {
                        [key: string]: unknown;
                    };
                    /** @description On whose behalf the deployment is called */
                    identity?: {
                        /** @description The name that is shown */
                        display_name?: string;
                        /** @description The mail address */
                        email?: string;
                        /** @description The external id of the identity */
                        id: string;
                        /** @description Where a picture is found */
                        logo_url?: string;
                        /** @description Whatever else is worth keeping */
                        metadata?: {
                            [key: string]: unknown;
                        }[];
                        /** @description Labels to filter by */
                        tags?: string[];
                    };
                    /** @description The values of the variables in the prompt */
                    inputs?: {
                        [key: string]: unknown;
                    };
                    /** @description The key of the deployment */
                    key: string;
                    /** @description Kept with the trace of the call */
                    metadata?: {
                        [key: string]: unknown;
                    };
                    /**
                     * @description Asks for server-sent events in place of JSON
                     * @default false
                     */
                    stream?: boolean;
                };
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The answers */
                        choices: {
                            /** @description Why the answer ended */
                            finish_reason?: string | null;
                            /** @description Its place among the answers */
                            index: number;
                            message?: {
                                /** @description What is said */
                                content?: string | null;
                                /**
                                 * @description Who says it
                                 * @enum {string}
                                 */
                                role: "assistant" | "tool" | "system" | "user";
                            };
                        }[];
                        /** @description When the answer was begun */
                        created: string;
                        /** @description The id of the answer */
                        id: string;
                        /** @description Nothing more follows */
                        is_final: boolean;
                        /** @description The model that answered */
                        model: string;
                        /**
                         * @description What kind of answer it is
                         * @enum {string}
                         */
                        object: "chat" | "completion" | "image";
                        /** @description The provider of the model */
                        provider: string;
                    };
                };
            };
            /** @description The deployment has nothing to say */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    DeploymentStream: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What the routing of the deployment looks at */
                    context?: {
                        [key: string]: unknown;
                    };
                    /** @description On whose behalf the deployment is called */
                    identity?: {
                        /** @description The name that is shown */
                        display_name?: string;
                        /** @description The mail address */
                        email?: string;
                        /** @description The external id of the identity */
                        id: string;
                        /** @description Where a picture is found */
                        logo_url?: string;
                        /** @description Whatever else is worth keeping */
                        metadata?: {
                            [key: string]: unknown;
                        }[];
                        /** @description Labels to filter by */
                        tags?: string[];
                    };
                    /** @description The values of the variables in the prompt */
                    inputs?: {
                        [key: string]: unknown;
                    };
                    /** @description The key of the deployment */
                    key: string;
                    /** @description Kept with the trace of the call */
                    metadata?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description The answer, part by part */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        data?: {
                            /** @description The answers */
                            choices: {
                                /** @description Why the answer ended */
                                finish_reason?: string | null;
                                /** @description Its place among the answers */
                                index: number;
                                message?: {
                                    /** @description What is said */
                                    content?: string | null;
                                    /**
                                     * @description Who says it
                                     * @enum {string}
                                     */
                                    role: "assistant" | "tool" | "system" | "user";
                                };
                            }[];
                            /** @description When the answer was begun */
                            created: string;
                            /** @description The id of the answer */
                            id: string;
                            /** @description Nothing more follows */
                            is_final: boolean;
                            /** @description The model that answered */
                            model: string;
                            /**
                             * @description What kind of answer it is
                             * @enum {string}
                             */
                            object: "chat" | "completion" | "image";
                            /** @description The provider of the model */
                            provider: string;
                        };
                    };
                };
            };
        };
    };
    ListIdentities: {
        parameters: {
            query?: {
                /** @description How many a page holds */
                limit?: number;
                /** @description The `_id` after which the page begins */
                starting_after?: string;
                /** @description The `_id` before which the page ends */
                ending_before?: string;
                /** @description A part of a name or a mail address */
                search?: string;
                /** @description Gives those that have one of these labels */
                "filter_by.tags"?: string[];
                /** @description Adds what has been used on its behalf */
                include_metrics?: boolean;
                /** @description Adds what each may use */
                include_budget?: boolean;
                /** @description The order of the list */
                sort_by?: "IDENTITY_SORT_FIELD_UNSPECIFIED" | "IDENTITY_SORT_FIELD_DISPLAY_NAME" | "IDENTITY_SORT_FIELD_UPDATED";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of identities */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Identity"][];
                        /** @description More pages follow */
                        has_more: boolean;
                        /** @enum {string} */
                        object: "list";
                    };
                };
            };
        };
    };
    CreateIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Where a picture is found */
                    avatar_url?: string;
                    /** @description The name that is shown */
                    display_name?: string;
                    /** @description The mail address */
                    email?: string;
                    /** @description The id by which your own system knows the person */
                    external_id: string;
                    /** @description Whatever else is worth keeping */
                    metadata?: {
                        [key: string]: unknown;
                    };
                    /** @description Labels to filter by */
                    tags?: string[];
                };
            };
        };
        responses: {
            /** @description The stored identity */
            201: {
                headers: {
                    /** @description Where the identity is found */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WrappedIdentity"];
                };
            };
        };
    };
    RetrieveIdentity: {
        parameters: {
            query?: {
                /** @description Adds what has been used on its behalf */
                include_metrics?: boolean;
                /** @description Adds what it may use */
                include_budget?: boolean;
            };
            header?: never;
            path: {
                /** @description The identity's own id or its external id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The identity */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WrappedIdentity"];
                };
            };
        };
    };
    DeleteIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The identity's own id or its external id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The identity is gone */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, unknown>;
                };
            };
        };
    };
    UpdateIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The identity's own id or its external id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Where a picture is found */
                    avatar_url?: string;
                    /** @description The name that is shown */
                    display_name?: string;
                    /** @description The mail address */
                    email?: string;
                    /** @description Whatever else is worth keeping */
                    metadata?: {
                        [key: string]: unknown;
                    };
                    /** @description Labels to filter by */
                    tags?: string[];
                };
            };
        };
        responses: {
            /** @description The changed identity */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WrappedIdentity"];
                };
            };
        };
    };
}
